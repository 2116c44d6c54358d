/**
 * How wide a prediction is: the interval of what was measured, wider by what a line does not say of a shape, and the more the farther the
 * predicted model lies from the measured ones. The constants were set before any prediction was compared; docs/METHODOLOGY.md has how they did.
 */
import type { Interval } from '../statistics/interval';

export interface Widening {
  /** Of shapes as large as those measured, as a share. */
  readonly here: number;
  /** For each factor e by which it is larger or smaller. */
  readonly farther: number;
}

/** A token of decode: shapes differ in how well a kernel reads them. */
export const DECODE: Widening = { here: 0.1, farther: 0.05 };

/** A prompt: how near kernels come to the arithmetic of a device depends on the widths of their matrices. */
export const PROMPT: Widening = { here: 0.15, farther: 0.1 };

/** The natural logarithm of the factor between `value` and the nearest of what was measured; 0 between the least and the most. */
export function distanceOf(value: number, measured: readonly number[]): number {
  const [least, most] = [Math.min(...measured), Math.max(...measured)];
  if (value > most) return Math.log(value / most);
  return value < least ? Math.log(least / value) : 0;
}

/** @param off how far the measured ones lie off their own line, as a share */
export function widened(
  { median, low, high }: Interval,
  { here, farther }: Widening,
  distance: number,
  off = 0,
): Interval {
  const factor = Math.exp(here + Math.abs(off) + farther * distance);
  return { median, low: low / factor, high: high * factor };
}

/** Seconds of a step of so many tokens, to tokens per second. */
export const inverse = ({ median, low, high }: Interval, tokens = 1): Interval => ({
  median: tokens / median,
  low: tokens / high,
  high: tokens / low,
});

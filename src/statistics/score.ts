/** A score from ratios to a reference: 1000 times their weighted geometric mean, with its interval. */
import type { Interval } from './interval';

export interface Part {
  /** To the reference, above 1 where this is faster. */
  readonly ratio: Interval;
  /** Of all parts, they add up to 1. */
  readonly weight: number;
}

/** What a run as fast as the reference scores. */
const REFERENCE_SCORE = 1000;

/**
 * `1000 * exp(sum of weight * ln ratio)`; the parts' distances in logarithms add as independent errors do (as in ratio.ts).
 * @throws RangeError where weights do not add up to 1
 */
export function scoreOf(parts: readonly Part[]): Interval {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (Math.abs(total - 1) > 1e-9) throw new RangeError(`weights add up to ${total}`);
  const log = parts.reduce((sum, { weight, ratio }) => sum + weight * Math.log(ratio.median), 0);
  const down = Math.hypot(...parts.map(({ weight, ratio }) => weight * Math.log(ratio.median / ratio.low)));
  const up = Math.hypot(...parts.map(({ weight, ratio }) => weight * Math.log(ratio.high / ratio.median)));
  const median = REFERENCE_SCORE * Math.exp(log);
  return { median, low: median * Math.exp(-down), high: median * Math.exp(up) };
}

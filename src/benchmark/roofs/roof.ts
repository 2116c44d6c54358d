/** What a measured roof is: a figure with its spread and how it was taken. Not how it is measured. */
import { TokamarkError } from '../../foundation/errors';
import type { BytesPerSecond, OpsPerSecond, Seconds } from '../../foundation/units';
import { figureOf as figureOfSamples } from '../../statistics/figure';
import type { Verified } from '../verify';
import type { Sampling } from './sampling';

export interface RoofFigure<Q extends number> {
  readonly median: Q;
  readonly low: Q;
  readonly high: Q;
  /** In the order in which they were taken. */
  readonly samples: readonly Q[];
}

export interface Bandwidth extends RoofFigure<BytesPerSecond> {
  /** Read in turn, before any of them is read again; smaller than what was asked for where memory or time did not allow more. */
  readonly bytes: number;
  readonly buffers: number;
  /** Of one buffer. */
  readonly workgroups: number;
  /** How often one sample read all buffers. */
  readonly rounds: number;
}

export interface Arithmetic extends RoofFigure<OpsPerSecond> {
  readonly workgroups: number;
  readonly threads: number;
  /** Operations of one sample. */
  readonly operations: number;
}

export interface Overhead extends RoofFigure<Seconds> {
  /** Dispatches, or submits, of one sample. */
  readonly repeated: number;
}

/** What this device can do at most; null where it cannot do it at all or it could not be measured. */
export interface Roofs {
  readonly bandwidth: Bandwidth | null;
  readonly fmaF32: Arithmetic | null;
  /** Null without shader-f16. */
  readonly fmaF16: Arithmetic | null;
  /** Null where WGSL lacks dot4I8Packed. Four multiplications and four additions count as eight. */
  readonly packedDot: Arithmetic | null;
  /** One dispatch that does nothing, behind another in one pass. */
  readonly dispatchSeconds: Overhead | null;
  /** A submit of one such dispatch, until it is known to be done. */
  readonly submitSeconds: Overhead | null;
  readonly verified: readonly Verified[];
}

/** @throws TokamarkError `internal` where no sample took any time: a clock too coarse for a figure. */
export function figureOf<Q extends number>(
  what: string,
  { taken }: Sampling,
  value: (taken: Seconds) => Q,
  brand: (value: number) => Q,
): RoofFigure<Q> {
  if (taken.length === 0) {
    throw new TokamarkError({
      code: 'internal',
      message: `The ${what} could not be measured: no sample took any time on this clock.`,
      where: what,
      remedy: 'The run goes on without it. A browser that resists fingerprinting has a clock too coarse for it.',
    });
  }
  const samples = taken.map(value);
  const { median, low, high } = figureOfSamples(samples);
  return { median: brand(median), low: brand(low), high: brand(high), samples };
}

/** What a measured roof is: a figure with its spread and how it was taken. */
import type { BytesPerSecond, OpsPerSecond, Seconds } from '../../foundation/units';
import type { Verified } from '../verify';

export interface RoofFigure<Q extends number> {
  readonly median: Q;
  readonly low: Q;
  readonly high: Q;
  /** The fastest third of all takes, of which the median is (best.ts), in the order in which they were taken. */
  readonly samples: readonly Q[];
  /** All takes, visit by visit: at the beginning of the run, and again once everything was measured. */
  readonly visits: readonly (readonly Q[])[];
  /** Why it says less than it should, as a sentence; empty where it does not. */
  readonly doubt: string;
}

export interface BandwidthWork {
  /** Read in turn, before any of them is read again; smaller than what was asked for where memory or time did not allow more. */
  readonly bytes: number;
  readonly buffers: number;
  /** Of one buffer. */
  readonly workgroups: number;
  /** How often one take read all buffers. */
  readonly rounds: number;
}

export interface ArithmeticWork {
  readonly workgroups: number;
  readonly threads: number;
  /** Operations of one take. */
  readonly operations: number;
}

export interface OverheadWork {
  /** Dispatches, or submits, of one take. */
  readonly repeated: number;
}

export type Bandwidth = RoofFigure<BytesPerSecond> & BandwidthWork;
export type Arithmetic = RoofFigure<OpsPerSecond> & ArithmeticWork;
export type Overhead = RoofFigure<Seconds> & OverheadWork;

/** What this device can do at most; null where it cannot do it at all or it could not be measured. */
export interface Roofs {
  readonly bandwidth: Bandwidth | null;
  /** The same over as many bytes as a token of a measured decode reads, where these are fewer: a cache may hold them. The fewest first. */
  readonly footprints: readonly Bandwidth[];
  readonly fmaF32: Arithmetic | null;
  /** Null without shader-f16. */
  readonly fmaF16: Arithmetic | null;
  /** Null where WGSL lacks dot4I8Packed. Four multiplications and four additions count as eight. */
  readonly packedDot: Arithmetic | null;
  /** One dispatch that does nothing, behind another in one pass. */
  readonly dispatchSeconds: Overhead | null;
  /** A submit of one such dispatch, until it is known to be done. */
  readonly submitSeconds: Overhead | null;
  /** Those that cannot be true: null above, and here with what contradicts them. */
  readonly voided: readonly VoidedRoof[];
  readonly verified: readonly Verified[];
}

/** A roof that something of the same run exceeds, and may be compared with; the others are costs, or bound no kernel here. */
export type Bound = 'bandwidth' | 'fmaF32' | 'packedDot';

export interface VoidedRoof {
  readonly roof: Bound;
  /** Bytes or operations per second, as it was measured. */
  readonly figure: RoofFigure<number>;
  /** What exceeds it: `INT4 tg64`, `FP16 pp512, part gate-up`. */
  readonly by: string;
  /** What that reached. */
  readonly reached: number;
}

/** What a long decode tells: its samples. */
import type { Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/recipe';
import type { Guard } from './guards/guard';
import type { Test } from './workload';

export interface SustainedSample {
  /** Since the decode began. */
  readonly at: Seconds;
  readonly seconds: Seconds;
  readonly tokens: number;
  /** What was seen meanwhile that voids it; null where it counts. */
  readonly guard: Guard | null;
}

export interface Sustained {
  readonly workloadId: string;
  readonly format: ModelFormat;
  readonly test: Test;
  /** What was asked for. */
  readonly seconds: Seconds;
  readonly samples: readonly SustainedSample[];
}

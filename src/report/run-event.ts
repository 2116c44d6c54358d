/**
 * What a run tells while it goes on, as plain data: the engine makes these events, and engine, command and page fold them into what
 * is known (parts/fold.ts). Not what the benchmark reports (benchmark/run-request.ts), which has no shape of a result yet.
 */
import type { Test } from '../benchmark/workload';
import type { ModelFormat } from '../kernels/recipe';
import type {
  Fidelity,
  Result,
  ResultEntry,
  Roofs,
  Story,
  Sustained,
  Tuning,
  Verified,
  Warning,
  Waterfall,
} from './schema';
import type { PartValues } from './schema/parts';

/** One thing that the run does, in order; `weight` is its expected share of the time (they add up to 1). */
export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  readonly weight: number;
}

export interface PlannedWorkload {
  readonly shape: string;
  readonly tests: readonly Test[];
}

export type RunEvent =
  | {
      readonly type: 'plan';
      readonly steps: readonly PlannedStep[];
      readonly shrunk: readonly string[];
      /** Whether the headline is among what will be measured. */
      readonly headline: boolean;
      /** Why not, where it was asked for. */
      readonly unmet?: Result['plan']['unmet'];
      /** What will be measured; null until the device's speed is known. */
      readonly workload: PlannedWorkload | null;
    }
  /** `step` is running now and `fraction` (0..1) of it is done. */
  | { readonly type: 'progress'; readonly step: string; readonly fraction: number; readonly detail: string }
  /** A repetition is timed next: who shows the run draws what is due, answers, and rests until it hears of the run again. */
  | { readonly type: 'timing' }
  | { readonly type: 'verified'; readonly verified: Verified }
  /** The device was lost: what had been measured on it is measured anew. */
  | { readonly type: 'restarted' }
  /** The state of one measurement after another repetition; the last one for a workload has a final status. */
  | { readonly type: 'sample'; readonly entry: ResultEntry; readonly final: boolean }
  | { readonly type: 'roofs'; readonly roofs: Roofs }
  /** Of some sites, such as those of one format. */
  | { readonly type: 'tuned'; readonly tuning: Tuning }
  | { readonly type: 'waterfall'; readonly waterfall: Waterfall }
  /** After every sample of the long decode. */
  | { readonly type: 'sustained'; readonly sustained: Sustained }
  | { readonly type: 'text'; readonly format: ModelFormat; readonly piece: string }
  | { readonly type: 'story'; readonly story: Story }
  /** After every window of the passage: what is known until then. */
  | { readonly type: 'fidelity'; readonly fidelity: Fidelity }
  | { readonly type: 'warning'; readonly warning: Warning }
  /** Parts of the result that are told whole, in the place of what was known of them. */
  | { readonly type: 'parts'; readonly parts: Partial<PartValues> };

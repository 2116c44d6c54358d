/** A run once it is planned: what was asked for, what has become of it, and what its steps have to know. */
import type { ModelFormat } from '../kernels/recipe';
import type { Entrant } from './entrant';
import type { Foresight } from './foresight';
import type { KeptTime } from './kept-time';
import type { Plan } from './plan';
import type { RunRequest } from './run-request';
import type { SetAside } from './steps';
import type { RunWeights } from './weights-of';

export interface PlannedRun {
  readonly asked: RunRequest;
  /** What became of it within the budget. */
  readonly plan: Plan;
  /** In the order in which they are loaded. */
  readonly entrants: readonly Entrant[];
  readonly weights: RunWeights;
  readonly setAside: SetAside;
  readonly kept: KeptTime;
  readonly foresight: Foresight;
  /** Formats in which Fable has written its text, or has failed to. */
  readonly written: Set<ModelFormat>;
  /** Tells the plan once more: what was to be done before the repetitions follows them. */
  readonly tellLater: () => void;
}

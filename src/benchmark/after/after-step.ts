/**
 * What a run does after it has measured: the list of AFTER in run.ts. A step has its lines in the progress, and its time in the
 * budget; what it finds it tells through an event of its own.
 */
import type { Seconds } from '../../foundation/units';
import type { MeasuredRun } from '../measure/measure';
import type { RunBench, RunRequest } from '../run-request';
import type { Step, StepTimes } from '../steps';

export interface AfterStep {
  /** It is done before the repetitions where there is time for it: its lines stand before theirs. */
  readonly isSooner?: boolean;
  /** As the person sees them; none where the request does not ask for this. */
  readonly steps: (asked: RunRequest, times: StepTimes) => readonly Step[];
  /** Of the budget, what is kept for it; 0 where it is not asked for, or its time is not part of the budget. */
  readonly reserved: (asked: RunRequest, times: StepTimes) => Seconds;
  /**
   * Does nothing where it is not asked for. A failure that the run survives goes to events.onProblem.
   * @throws TokamarkError that ends the run (see endsEverything); a cancel may also be a return.
   */
  readonly run: (bench: RunBench, measured: MeasuredRun) => Promise<void>;
}

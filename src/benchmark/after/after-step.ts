/**
 * What a run does after it has measured: the list of AFTER in run.ts. A step has its lines in the progress, and its time in the
 * budget; what it finds it tells through an event of its own.
 */
import type { GpuContext } from '../../device/context';
import type { Seconds } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/format';
import type { ModelWeights } from '../../model/weights/weights';
import type { Choices } from '../../tuning/site';
import type { BudgetTime } from '../budget-time';
import type { Clock } from '../clock';
import type { Watch } from '../guards/watch';
import type { Plan } from '../plan';
import type { RunEvents, RunRequest } from '../run-request';
import type { Step, StepTimes } from '../steps';
import type { Verifier } from '../verify';
import type { WeightSource } from '../workload';

/** The run as it stands once everything was measured. */
export interface RunPlace {
  readonly context: GpuContext;
  readonly verifier: Verifier;
  readonly request: RunRequest;
  /** What became of the request within its budget. */
  readonly plan: Plan;
  readonly source: WeightSource;
  /** `step` is the one that the making is part of. */
  readonly makeWeights: (format: ModelFormat, step: string) => Promise<ModelWeights>;
  /** By tuning site, the variant that the measurement ran. */
  readonly choices: Choices;
  readonly clock: Clock;
  readonly signal: AbortSignal | null;
  readonly events: RunEvents;
  /** The request's, of which the waiting is outside of the budget. */
  readonly watch: Watch;
  readonly budget: BudgetTime;
  /** How many times as long as planned things take here. */
  readonly pace: number;
}

export interface AfterStep {
  /** As the person sees them; none where the request does not ask for this. */
  readonly steps: (request: RunRequest, times: StepTimes) => readonly Step[];
  /** Of the budget, what is kept for it; 0 where it is not asked for, or its time is not part of the budget. */
  readonly reserved: (request: RunRequest, times: StepTimes) => Seconds;
  /**
   * Does nothing where it is not asked for. A failure that the run survives goes to events.onProblem.
   * @throws TokamarkError that ends the run (see endsEverything); a cancel may also be a return.
   */
  readonly run: (place: RunPlace) => Promise<void>;
}

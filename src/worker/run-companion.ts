/** What else hears of a run, beside who shows it, and may ask its engine for more once it is over: a board's challenge does. */
import type { Result } from '../report/schema';
import type { Engine, OnRunEvent, RunRequest } from './protocol';

export interface RunCompanion {
  /**
   * What is asked of the engine instead.
   * @param cancelled aborted where nobody waits for it any more
   * @throws TokamarkError before anything is measured
   */
  readonly asked: (request: RunRequest, cancelled: AbortSignal) => Promise<RunRequest>;
  /** What it gives for `timing` is waited for, though not for long. */
  readonly hear: OnRunEvent;
  /** The run is over, and its engine still there. @param result as the engine made it */
  readonly ended: (engine: Engine, result: Result) => Promise<void>;
}

/** What the page has heard of its run, as a result: also of a run still going, or one whose worker had to be ended. */
import { CANCELLED } from '../../foundation/cancel';
import type { Result } from '../../report/schema';
import { resultOf, UNFINISHED } from '../../worker/result-of';
import type { PageEvent, PageState, RunState } from './page-state';

/** Whether there is a speed to read: a run may end without one, where every repetition was disturbed or a kernel failed. */
export const hasSpeed = ({ record: { entries } }: Pick<RunState, 'record'>): boolean =>
  entries.some(({ entry }) => entry.tokensPerSecond !== null);

/** Null where no run has begun, or nothing is known of the adapter. */
export function resultSoFar(state: Pick<PageState, 'run' | 'gpu'>): Result | null {
  const { run, gpu } = state;
  if (run.answer.result !== null) return run.answer.result;
  if (gpu.kind !== 'known' || run.time.startedAt === null) return null;
  return resultOf(run.record, {
    ...{ startedAt: run.time.startedAt, elapsedSeconds: run.time.elapsedSeconds, receipt: null },
    description: gpu.description,
    request: run.options,
    error: run.phase === 'cancelled' ? CANCELLED : (run.answer.error ?? UNFINISHED),
  });
}

/** What an event makes of a run that is to be kept; null of an event that ends none. */
export function endedBy(event: PageEvent, before: PageState, after: PageState): Result | null {
  const { id, phase, answer } = before.run;
  switch (event.type) {
    case 'run-ended':
      return event.id === id ? event.result : null;
    case 'run-failed':
      return event.id === id ? resultSoFar(after) : null;
    case 'run-asked':
      // Nobody waits long for the answer of a run that was cancelled.
      return phase === 'cancelled' && !answer.answered ? resultSoFar(before) : null;
    default:
      return null;
  }
}

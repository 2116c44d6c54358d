/** What the page has heard of its run, as a result: also of a run still going, or one whose worker had to be ended. */
import type { Result } from '../../report/schema';
import { resultOf } from '../../worker/result-of';
import type { PageState, RunState } from './page-state';

/** Whether there is a speed to read: a run may end without one, where every repetition was disturbed or a kernel failed. */
export const hasSpeed = ({ entries }: Pick<RunState, 'entries'>): boolean =>
  entries.some(({ entry }) => entry.tokensPerSecond !== null);

/** Null where nothing has been measured, or nothing is known of the adapter. */
export function resultSoFar(state: PageState): Result | null {
  const { run, gpu } = state;
  if (run.result !== null) return run.result;
  if (gpu.kind !== 'known' || run.startedAt === null || run.entries.length === 0) return null;
  const { startedAt, elapsedSeconds, error } = run;
  return resultOf(run, {
    ...{ startedAt, elapsedSeconds, error, receipt: null },
    description: gpu.description,
    request: run.options,
    status: run.phase === 'failed' ? 'failed' : 'cancelled',
  });
}

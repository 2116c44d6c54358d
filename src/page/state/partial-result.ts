/**
 * What has been measured so far as a `tokamark-result/2`, so that nothing is lost where the engine cannot hand back a
 * result of its own: a run still going, or a worker that had to be ended. The engine's own result is always preferred.
 */
import { profileOf, SUITE } from '../../benchmark/suite/suite';
import type { Result } from '../../report/schema';
import { RESULT_SCHEMA } from '../../report/schema';
import type { PageState } from './page-state';

/** Null where nothing has been measured, or nothing is known of the adapter. */
export function resultSoFar(state: PageState): Result | null {
  const { run, gpu } = state;
  if (run.result !== null) return run.result;
  if (gpu.kind !== 'known' || run.startedAt === null || run.entries.length === 0) return null;
  const { engine, adapter, environment, warnings } = gpu.description;
  const failed = run.phase === 'failed';
  return {
    schema: RESULT_SCHEMA,
    engine,
    adapter,
    environment,
    startedAt: run.startedAt.toISOString(),
    elapsedSeconds: run.elapsedSeconds,
    status: failed ? 'failed' : 'cancelled',
    error: run.error === null ? null : { ...run.error },
    suite: { name: SUITE, profile: run.options === null ? 'custom' : profileOf(run.options) },
    plan: { headline: false, budgetSeconds: run.options?.budgetSeconds ?? null, shrunk: [...run.shrunk] },
    roofs: run.roofs,
    sustained: run.sustained,
    guards: { periods: [], timestamps: null },
    results: run.entries.map(({ entry, final }) => (final ? entry : { ...entry, status: 'cancelled' })),
    stories: Object.values(run.stories).flatMap(({ story }) => story ?? []),
    warnings: [...warnings, ...run.warnings],
  };
}

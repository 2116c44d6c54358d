/** What the room of engines shows, from the state of the page: what stands in the way, how far a comparison is, and what came of the last one. */
import { ENGINE } from '../../foundation/build';
import type { ErrorData } from '../../foundation/errors';
import { BY_DEFAULT, namesItself, type Whose } from '../../benchmark/whose';
import { onCpu } from '../../peers/peer-id';
import { engineRows, type EngineRow } from '../../report/engine-rows';
import type { Result } from '../../report/schema';
import { comparesEngines, isBusy, type PageState, type RunOptions } from '../state/page-state';
import { resultSoFar } from '../state/partial-result';

type Given = Pick<PageState, 'gpu' | 'run' | 'own'>;

/** Why a comparison cannot begin now; null where it can, also while nobody knows of the GPU yet. */
export type Obstacle = { readonly kind: 'no-gpu'; readonly error: ErrorData } | { readonly kind: 'other-run' } | null;

export function obstacleOf({ gpu, run }: Given): Obstacle {
  if (isBusy(run) && !comparesEngines(run.options)) return { kind: 'other-run' };
  return gpu.kind === 'missing' ? { kind: 'no-gpu', error: gpu.error } : null;
}

export interface Compared {
  readonly result: Result;
  readonly rows: readonly EngineRow[];
  /** `now`: it goes on; `here`: a run of this page; `kept`: one that this browser has from before. */
  readonly from: 'now' | 'here' | 'kept';
}

/** The run of this page where it compares engines, or the last that did; null where none has. */
export function comparedOf(state: Given): Compared | null {
  const { run } = state;
  if (comparesEngines(run.options)) {
    const result = resultSoFar(state);
    const busy = isBusy(run);
    if (result !== null && (busy || result.results.length > 0)) {
      const rows = engineRows(result, expectedOf(run.options, result));
      return { result, rows, from: busy ? 'now' : 'here' };
    }
    // What was kept gives way at the press already, not a moment later.
    if (busy) return null;
  }
  const [kept] = state.own
    .filter(({ engines, results }) => engines.length > 0 && results.length > 0)
    .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  return kept === undefined ? null : { result: kept, rows: engineRows(kept), from: 'kept' };
}

/** All that take part: each has its row from the beginning, so that nothing moves when its figures come. */
const expectedOf = (
  options: RunOptions | null,
  { engines, results }: Pick<Result, 'engines' | 'results'>,
): readonly Whose[] => {
  // The run knows which of them computes on the CPU here, and says so before it measures.
  const against = (options?.against ?? []).map((peer) => {
    const named = onCpu(peer);
    return engines.some(({ id }) => id === named) ? named : peer;
  });
  // What a server is called, the run finds out before it measures.
  const unheard = engines.map(({ id }) => id).filter((engine) => !results.some((entry) => entry.engine === engine));
  const servers = unheard.filter((engine) => namesItself({ engine }));
  return [...expectedOwn(options, against), ...servers.map((engine) => ({ engine, format: 'fp16' as const }))];
};

const expectedOwn = (options: RunOptions | null, against: readonly string[]): readonly Whose[] =>
  [ENGINE, ...(options?.tuning === 'off' ? [] : [BY_DEFAULT]), ...against].flatMap((engine) =>
    (options?.formats ?? []).map((format) => ({ engine, format })),
  );

/** What the room of kept runs shows and what was chosen there, and how that changes. */
import type { ErrorData } from '../../foundation/errors';
import { adapterName } from '../../report/adapter-name';
import type { Result } from '../../report/schema';

export interface ListedRun {
  readonly id: string;
  /** With the name of its machine, and of a run of this browser with what changes between its runs. */
  readonly result: Result;
  /** From a file: of another machine, browser or person. */
  readonly imported: boolean;
  /** That a person gave the run; empty without. */
  readonly name: string;
}

/** Something to say above the runs, until something else is to be said. */
export type Note =
  | { readonly kind: 'problem'; readonly file: string; readonly error: ErrorData }
  | { readonly kind: 'said'; readonly text: string }
  /** Its deletion can be undone. */
  | { readonly kind: 'removed'; readonly text: string };

export interface CompareState {
  /** Whether the storage has been read. */
  readonly loaded: boolean;
  /** The newest first. */
  readonly runs: readonly ListedRun[];
  readonly notes: readonly Note[];
  /** Ids of the two that are compared; null: whichever are next to be. */
  readonly chosen: readonly [string | null, string | null];
  /** Which trend is shown; null: the first. */
  readonly trend: string | null;
  /** Id of the run whose name is being changed. */
  readonly editing: string | null;
  /** Id of the run whose figures are shown. */
  readonly opened: string | null;
}

export const NOTHING_COMPARED: CompareState = {
  ...{ loaded: false, runs: [], notes: [], chosen: [null, null], trend: null, editing: null, opened: null },
};

export type CompareEvent =
  | { readonly type: 'runs-listed'; readonly runs: readonly ListedRun[] }
  | { readonly type: 'noted'; readonly notes: readonly Note[] }
  | { readonly type: 'run-chosen'; readonly place: 0 | 1; readonly id: string }
  | { readonly type: 'trend-chosen'; readonly trend: string }
  | { readonly type: 'run-edited'; readonly id: string | null }
  | { readonly type: 'run-opened'; readonly id: string | null };

export function reduceCompare(state: CompareState, event: CompareEvent): CompareState {
  switch (event.type) {
    case 'runs-listed':
      return { ...state, loaded: true, runs: event.runs };
    case 'noted':
      return { ...state, notes: event.notes };
    case 'run-chosen': {
      const [first, second] = pairOf(state) ?? [null, null];
      const chosen = [first?.id ?? null, second?.id ?? null] as const;
      return { ...state, chosen: event.place === 0 ? [event.id, chosen[1]] : [chosen[0], event.id] };
    }
    case 'trend-chosen':
      return { ...state, trend: event.trend };
    case 'run-edited':
      return { ...state, editing: event.id };
    case 'run-opened':
      return { ...state, opened: event.id };
  }
}

/**
 * The two that are compared, as they were chosen; without a choice the latest run of this browser that has a speed, and the one that it is
 * best compared with. Never one run twice. Null of fewer than two.
 */
export function pairOf({
  runs,
  chosen,
}: Pick<CompareState, 'runs' | 'chosen'>): readonly [ListedRun, ListedRun] | null {
  const [a, b] = chosen.map((id) => runs.find((run) => run.id === id));
  if (a !== undefined && b !== undefined && a !== b) return [a, b];
  const kept = a ?? b ?? best(runs, (run) => [hasSpeed(run), !run.imported]);
  if (kept === undefined) return null;
  const other = best(
    runs.filter((run) => run !== kept),
    likeness(kept),
  );
  if (other === undefined) return null;
  return kept === b ? [other, kept] : [kept, other];
}

/** The run that measured the same as this one on the same kind of device, if there is one. */
export function comparableWith(run: ListedRun, runs: readonly ListedRun[]): ListedRun | undefined {
  const merits = likeness(run);
  return best(
    runs.filter((other) => other !== run && merits(other).slice(0, 2).every(Boolean)),
    merits,
  );
}

/** What counts first comes first. */
type Merits = readonly (number | boolean)[];

/** Of equally good ones the first. */
function best(runs: readonly ListedRun[], meritsOf: (run: ListedRun) => Merits): ListedRun | undefined {
  const ranked = runs.map((run) => ({ run, merits: meritsOf(run).map(Number) }));
  const better = (a: readonly number[], b: readonly number[]): number =>
    a.map((merit, i) => (b[i] ?? 0) - merit).find((difference) => difference !== 0) ?? 0;
  return ranked.toSorted((a, b) => better(a.merits, b.merits))[0]?.run;
}

const speedsOf = ({ result }: ListedRun): readonly string[] =>
  result.results.flatMap(({ phase, tokensPerSecond, workloadId }) =>
    phase === 'decode' && tokensPerSecond !== null ? [workloadId] : [],
  );

const hasSpeed = (run: ListedRun): boolean => speedsOf(run).length > 0;

/** Work that both have timed, on the same kind of device, before whose run it is. */
function likeness(run: ListedRun): (other: ListedRun) => Merits {
  const own = new Set(speedsOf(run));
  const { adapter } = run.result;
  return (other) => {
    const alike = new Set(speedsOf(other).filter((id) => own.has(id))).size;
    const theirs = other.result.adapter;
    return [
      ...[alike > 0, theirs.software === adapter.software, adapterName(theirs) === adapterName(adapter)],
      ...[alike, !other.imported],
    ];
  };
}

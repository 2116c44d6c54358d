/** Two runs beside each other, the older one first: what each is, what differs, and how their speeds compare. No elements. */
import { twoRunsChart } from '../../report/charts/two-runs';
import type { Chart } from '../../report/charts/chart';
import { ALL_SOFTWARE, compareResults, type RunComparison } from '../../report/compare/compare';
import { factsOfTwo, identityOf, settingsOf, type FactOfTwo } from '../../report/compare/identity';
import { whereOfTwo, whyNotCompared } from '../../report/compare/apart';
import { comparisonSheet } from '../../report/compare/markdown';
import { shortTable } from '../../report/compare/short-table';
import { testWords } from '../../report/compare/test-words';
import type { Result } from '../../report/schema';
import type { Sheet } from '../../report/table';
import { WORDS } from './catalogue/words';
import type { ListedRun } from './compare-state';

export interface TwoRuns {
  /** In which they differ: what each is, and its settings. */
  readonly apart: readonly FactOfTwo[];
  readonly settings: readonly FactOfTwo[];
  /** What is equal of both. */
  readonly same: readonly FactOfTwo[];
  /** What a reader must know before believing a difference. */
  readonly notes: readonly string[];
  /** Null where no ratio of the two says anything. */
  readonly chart: Chart | null;
  /** In place of a picture: why there is none; empty where there is one. */
  readonly whyNot: string;
  /** In place of a picture, the speeds of each: where only one of the two ran on a GPU. */
  readonly speeds: Sheet | null;
  /** Null where every test is in both. */
  readonly unmatched: Unmatched | null;
  /** To be pasted; empty where nothing is compared. */
  readonly markdown: string;
}

interface Unmatched {
  readonly count: number;
  readonly text: string;
}

interface Labelled {
  readonly run: ListedRun;
  readonly label: string;
}

/** @param own the runs of this browser, whose spread widens the intervals of two of them */
export function twoRuns(pair: readonly [Labelled, Labelled], own: readonly Result[]): TwoRuns {
  const [one, other] = pair;
  const [a, b] = isOlder(one.run, other.run) ? [one, other] : [other, one];
  const [older, newer] = [a.run.result, b.run.result];
  const comparison = compareResults(older, newer, own);
  const identity = [nameOf(a.run, b.run), ...factsOfTwo(identityOf(older), identityOf(newer)), ...fromOf(a.run, b.run)];
  const settings = factsOfTwo(settingsOf(older), settingsOf(newer));
  const chart = twoRunsChart(comparison, {
    source: WORDS.two.source(a.label, b.label),
    software: older.adapter.software,
    where: whereOfTwo(older, newer),
  });
  const { workloads, unmatched } = comparison;
  return {
    apart: identity.filter(({ differs }) => differs),
    settings: settings.filter(({ differs }) => differs),
    same: [...identity, ...settings].filter(({ differs }) => !differs),
    notes: chart === null ? comparison.notes : comparison.notes.filter((note) => note !== ALL_SOFTWARE),
    chart,
    whyNot: workloads.length > 0 ? '' : whyNotCompared(older, newer),
    speeds: chart === null && workloads.length > 0 ? comparisonSheet(comparison) : null,
    unmatched: unmatched.length === 0 ? null : { count: unmatched.length, text: unmatchedText(comparison) },
    markdown: shortTable(older, newer, comparison),
  };
}

const isOlder = (one: ListedRun, other: ListedRun): boolean => {
  const by = Date.parse(one.result.startedAt) - Date.parse(other.result.startedAt);
  return by === 0 ? one.id < other.id : by < 0;
};

const nameOf = (a: ListedRun, b: ListedRun): FactOfTwo => ({
  ...{ name: WORDS.two.name, a: a.name || WORDS.two.none, b: b.name || WORDS.two.none, differs: a.name !== b.name },
});

/** Where at least one is from a file. */
function fromOf(a: ListedRun, b: ListedRun): readonly FactOfTwo[] {
  if (!a.imported && !b.imported) return [];
  const from = ({ imported }: ListedRun): string => (imported ? WORDS.two.fromFile : WORDS.two.fromHere);
  return [{ name: WORDS.two.from, a: from(a), b: from(b), differs: a.imported !== b.imported }];
}

export function unmatchedText({ unmatched, workloads }: RunComparison): string {
  if (unmatched.length === 0) return '';
  const words = testWords([...unmatched, ...workloads].map(({ entry }) => entry));
  const names = unmatched.map(({ side, entry, why }) => {
    const where = why === 'only-there' ? WORDS.two.onlyIn(side) : WORDS.two.noSpeedIn(side);
    return `${words(entry)} (${entry.test}, ${where})`;
  });
  return WORDS.two.notCompared(names.join('; '));
}

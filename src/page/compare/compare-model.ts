/** What the room of kept runs says, from its part of the state. No elements. */
import { challengeChart } from '../../report/charts/challenge';
import { machineChart } from '../../report/charts/machine';
import type { Chart } from '../../report/charts/chart';
import { trendChart } from '../../report/charts/trend';
import { ALL_SOFTWARE } from '../../report/compare/compare';
import { distinctLabels } from '../../report/compare/labels';
import { compareMachine, machinesOf } from '../../report/compare/machine';
import { machineSheet, setupsText } from '../../report/compare/machine-sheet';
import { trendsOf } from '../../report/compare/trend';
import { claimOf } from '../../report/links/claim';
import type { Duel } from '../../report/links/duel';
import type { Result } from '../../report/schema';
import type { Sheet } from '../../report/table';
import { WORDS } from './catalogue/words';
import type { ChallengeBeside } from './challenge-card';
import { comparableWith, pairOf, type CompareState, type ListedRun } from './compare-state';
import { keyOf } from './focus-after';
import { openedRun, type OpenedRun } from './opened-run';
import { runRow, type RunRow } from './run-row';
import { twoRuns, type TwoRuns } from './two-runs';

export interface ListRow extends RunRow {
  readonly id: string;
  /** For what belongs to it in the page. */
  readonly key: string;
  readonly name: string;
  readonly imported: boolean;
  /** Tells it from all others. */
  readonly label: string;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** A pair that can be compared, where the chosen one cannot: one of the chosen stays. */
export interface Instead {
  readonly place: 0 | 1;
  readonly id: string;
  readonly text: string;
}

export interface PairOfRuns extends TwoRuns {
  readonly instead: readonly Instead[];
}

export interface Trends {
  /** A machine and a format each. */
  readonly choices: readonly Choice[];
  readonly shown: string;
  readonly chart: Chart;
}

export interface MachineRuns {
  readonly machine: string;
  readonly setups: string;
  readonly notes: readonly string[];
  /** Null where no two of its browsers and builds wrote the same. */
  readonly chart: Chart | null;
  readonly sheet: Sheet;
}

export interface CompareModel {
  readonly rows: readonly ListRow[];
  /** Null where the page was opened without one. */
  readonly challenge: ChallengeBeside | null;
  /** Ids of the two that are compared, as they were chosen. */
  readonly pair: readonly [string, string] | null;
  readonly two: PairOfRuns | null;
  readonly trends: Trends | null;
  readonly machines: readonly MachineRuns[];
  readonly opened: OpenedRun | null;
}

/** Works out again only what depends on what has changed. */
export function createCompareModel(): (state: CompareState, duel?: Duel | null) => CompareModel {
  const labels = remembered((runs: readonly ListedRun[]) => distinctLabels(runs));
  const rows = remembered((runs: readonly ListedRun[]) => rowsOf(runs, labels(runs)));
  const machines = remembered((runs: readonly ListedRun[]) => machinesIn(runs));
  const trends = remembered((runs: readonly ListedRun[]) => trendsIn(runs));
  const two = remembered((runs: readonly ListedRun[], a: ListedRun | null, b: ListedRun | null) =>
    a === null || b === null ? null : pairModel([a, b], runs, labels(runs)),
  );
  const opened = remembered((runs: readonly ListedRun[], id: string | null) => openedIn(runs, labels(runs), id));
  const challenge = remembered((runs: readonly ListedRun[], duel: Duel | null) =>
    duel === null ? null : challengeIn(runs, labels(runs), duel),
  );
  return (state, duel = null) => {
    const { runs } = state;
    const pair = pairOf(state);
    const charts = trends(runs);
    const shown = charts.find(({ value }) => value === state.trend) ?? charts[0];
    return {
      rows: rows(runs),
      challenge: challenge(runs, duel),
      pair: pair === null ? null : [pair[0].id, pair[1].id],
      two: two(runs, pair?.[0] ?? null, pair?.[1] ?? null),
      trends: shown === undefined ? null : { choices: charts, shown: shown.value, chart: shown.chart },
      machines: machines(runs),
      opened: opened(runs, state.opened),
    };
  };
}

/** The last answer, as long as the same is asked. */
function remembered<A extends readonly unknown[], T>(work: (...given: A) => T): (...given: A) => T {
  let last: { readonly given: A; readonly answer: T } | null = null;
  return (...given) => {
    if (last?.given.every((one, i) => one === given[i]) !== true) last = { given, answer: work(...given) };
    return last.answer;
  };
}

type Labels = readonly string[];

function rowsOf(runs: readonly ListedRun[], labels: Labels): readonly ListRow[] {
  return runs.map(({ id, result, name, imported }, i) => ({
    ...runRow(result),
    ...{ id, name, imported, label: labels[i] ?? '', key: keyOf(runs, i) },
  }));
}

function pairModel([a, b]: readonly [ListedRun, ListedRun], runs: readonly ListedRun[], labels: Labels): PairOfRuns {
  const labelOf = (run: ListedRun): string => labels[runs.indexOf(run)] ?? '';
  const labelled = (run: ListedRun) => ({ run, label: labelOf(run) });
  const two = twoRuns([labelled(a), labelled(b)], ownOf(runs));
  const instead = (stays: ListedRun, place: 0 | 1): readonly Instead[] => {
    const other = comparableWith(stays, runs);
    return other === undefined ? [] : [{ place, id: other.id, text: WORDS.two.pair(labelOf(stays), labelOf(other)) }];
  };
  return { ...two, instead: two.chart === null ? [...instead(a, 1), ...instead(b, 0)] : [] };
}

const ownOf = (runs: readonly ListedRun[]): readonly Result[] =>
  runs.flatMap(({ imported, result }) => (imported ? [] : result));

/** By what a person says that they are of. Runs from files without a name may be of any machines: they are in none. */
function byMachine(runs: readonly ListedRun[]): ReadonlyMap<string, readonly ListedRun[]> {
  const machines = new Map<string, ListedRun[]>();
  for (const run of runs) {
    const { machine } = run.result;
    if (machine === undefined && run.imported) continue;
    const same = machines.get(machine ?? '');
    if (same === undefined) machines.set(machine ?? '', [run]);
    else same.push(run);
  }
  return machines;
}

function trendsIn(runs: readonly ListedRun[]): readonly (Choice & { readonly chart: Chart })[] {
  return [...byMachine(runs)].flatMap(([name, of]) => {
    const own = ownOf(of);
    const called = name === '' ? WORDS.thisMachine : name;
    const machine = own.length === 0 ? WORDS.fromFiles(called) : called;
    const results = of.map(({ result }) => result);
    return trendsOf(results, own).map((trend) => ({
      value: `${trend.format} ${name}`,
      text: `${machine}, ${trend.format.toUpperCase()}`,
      chart: trendChart(trend, machine),
    }));
  });
}

/** Of each machine of which there is more than one browser or build. */
function machinesIn(runs: readonly ListedRun[]): readonly MachineRuns[] {
  const results = runs.map(({ result }) => result);
  const own = ownOf(runs);
  return machinesOf(results)
    .map((name) =>
      compareMachine(
        name,
        results.filter(({ machine }) => machine === name),
        own,
      ),
    )
    .filter(({ setups }) => setups.length > 1)
    .map((comparison, i) => {
      const chart = machineChart(comparison);
      return {
        ...{ machine: comparison.machine, setups: setupsText(comparison) },
        notes: chart === null ? comparison.notes : comparison.notes.filter((note) => note !== ALL_SOFTWARE),
        // Each picture of a page has an id of its own.
        chart: chart === null ? null : { ...chart, id: `machine-${i + 1}` },
        sheet: machineSheet(comparison),
      };
    });
}

function challengeIn(runs: readonly ListedRun[], labels: Labels, duel: Duel): ChallengeBeside {
  const own = runs.flatMap(({ result, imported }, i) => (imported ? [] : { result, label: labels[i] ?? '' }));
  return { claim: claimOf(duel), chart: challengeChart(duel, own) };
}

function openedIn(runs: readonly ListedRun[], labels: Labels, id: string | null): OpenedRun | null {
  const index = runs.findIndex((run) => run.id === id);
  const run = runs[index];
  return run === undefined ? null : openedRun(run.result, labels[index] ?? '');
}

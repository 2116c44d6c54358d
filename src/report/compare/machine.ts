/**
 * Runs that a person says are of one machine: what each browser and each build measured there, and how many times as fast each is as the
 * one before it. Only equal workload ids meet. Two runs of any machines: compare.ts.
 */
import type { Interval } from '../../statistics/interval';
import { ratio } from '../../statistics/ratio';
import { adapterName } from '../adapter-name';
import { betweenRuns, distinctRuns, environmentOf, rangeOf, type Ranged } from '../between-runs';
import { isEnough } from '../enough';
import { isSameMeasurement } from '../parts/entries';
import type { Result, ResultEntry } from '../schema';
import { notes, verdictOf, type Verdict } from './compare';

/** What measured: a browser or runtime with its version, an adapter, and a build. */
export interface Setup {
  /** `Chrome 141.0`, with its adapter and build behind it where another setup differs in them alone. */
  readonly name: string;
  readonly software: boolean;
  readonly runs: number;
}

export interface MachineRow {
  readonly entry: ResultEntry;
  readonly setup: string;
  readonly software: boolean;
  /** Of the latest run of the setup. */
  readonly figure: Ranged;
  /** Null of the first setup that measured the workload. */
  readonly against: Against | null;
}

/** How many times as fast a setup is as another. */
export interface Against {
  readonly than: string;
  /** Null where one of the two is no GPU. */
  readonly ratio: Interval | null;
  readonly verdict: Verdict;
  /** Of how many runs at least the intervals behind the ratio are. 1: both are from within one run, since one of the two knows no more. */
  readonly runs: number;
}

export interface MachineComparison {
  readonly machine: string;
  readonly setups: readonly Setup[];
  readonly rows: readonly MachineRow[];
  readonly notes: readonly string[];
}

/**
 * @param results of this machine, in any order; what is there twice counts once
 * @param own of them those whose differences say what changes between runs
 */
export function compareMachine(machine: string, results: readonly Result[], own = results): MachineComparison {
  const runs = distinctRuns(results).toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const groups = groupsOf(runs);
  return {
    machine,
    setups: groups.map(({ name, software, runs: ofSetup }) => ({ name, software, runs: ofSetup.length })),
    rows: rowsOf(groups, new Set(own)),
    // Of one run each: what differs between setups, not between their runs.
    notes: notes(groups.flatMap(({ runs: own }) => own.slice(-1))),
  };
}

/** As a result leaves this machine: without the name that a person gave it. */
export function unnamed(result: Result): Result {
  if (result.machine === undefined) return result;
  const given = { ...result };
  delete given.machine;
  return given;
}

/** The names that runs bear, in the order of their first runs. */
export const machinesOf = (results: readonly Result[]): readonly string[] => [
  ...new Set(results.flatMap(({ machine }) => machine ?? [])),
];

/** Ends the name of a setup that measured no GPU. */
export const SOFTWARE_SETUP = ' (SOFTWARE ADAPTER)';

interface Group {
  readonly name: string;
  /** Browser and adapter: what a build is compared within. */
  readonly kind: string;
  readonly software: boolean;
  /** From the oldest to the newest. */
  readonly runs: readonly Result[];
}

/** In the order of their first runs. */
function groupsOf(runs: readonly Result[]): readonly Group[] {
  const groups = new Map<string, Result[]>();
  for (const run of runs) groups.set(setupOf(run), [...(groups.get(setupOf(run)) ?? []), run]);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const alike = runs.filter((run) => environmentOf(run) === environmentOf(first));
    const differ = (of: (run: Result) => string): boolean => new Set(alike.map(of)).size > 1;
    const { software } = first.adapter;
    const name = [
      environmentOf(first),
      differ(deviceOf) ? `, ${adapterName(first.adapter)}` : '',
      differ(buildOf) ? `, build ${buildOf(first)}` : '',
      software ? SOFTWARE_SETUP : '',
    ].join('');
    return [{ name, kind: `${first.environment.name} ${deviceOf(first)}`, software, runs: own }];
  });
}

const setupOf = (run: Result): string => JSON.stringify([environmentOf(run), deviceOf(run), buildOf(run)]);

const deviceOf = ({ adapter }: Result): string => `${adapterName(adapter)} ${adapter.software}`;

const buildOf = ({ engine: { version, commit, shaderHash } }: Result): string =>
  `${version} ${commit.slice(0, 12)} ${shaderHash.slice(0, 6)}`;

interface Measured extends Omit<MachineRow, 'against'> {
  readonly group: Group;
}

function rowsOf(groups: readonly Group[], own: ReadonlySet<Result>): readonly MachineRow[] {
  const all = groups.flatMap((group) => measuredBy(group, own));
  const firsts = all.filter(
    (row, index) => all.findIndex(({ entry }) => isSameMeasurement(entry, row.entry)) === index,
  );
  return firsts.flatMap(({ entry: of }) => {
    const same = all.filter(({ entry }) => isSameMeasurement(entry, of));
    return same.map(({ group, ...row }, index) => {
      const before = same.slice(0, index);
      // A build against the one before it in the same browser; the first one of a browser against the machine's first, of its GPU or not.
      const than =
        before.findLast((one) => one.group.kind === group.kind) ??
        before.find(({ software }) => software === row.software) ??
        before[0];
      return { ...row, against: than === undefined ? null : against(row, than) };
    });
  });
}

/** The latest run of a setup that has a figure of each workload. */
function measuredBy(group: Group, own: ReadonlySet<Result>): readonly Measured[] {
  const here = group.runs.filter((run) => own.has(run));
  const latest = new Map<string, Measured>();
  for (const run of group.runs) {
    const between = own.has(run) ? (betweenRuns(run, here) ?? undefined) : undefined;
    const { name: setup, software } = group;
    for (const entry of run.results) {
      const figure = rangeOf(entry, 'tokensPerSecond', between);
      if (figure === null) continue;
      latest.set(`${entry.workloadId} ${entry.engine}`, { entry, setup, software, figure, group });
    }
  }
  return [...latest.values()];
}

/** From the same workload: how many times as fast `row` is as `than`. */
export function against(row: Omit<MachineRow, 'against'>, than: Omit<MachineRow, 'against'>): Against {
  const runs = Math.min(row.figure.runs, than.figure.runs);
  if (row.software !== than.software) return { than: than.setup, ratio: null, verdict: 'no-gpu', runs };
  // An interval that covers what changes between runs has no fellow in one that does not: then both are from within a run.
  const intervalOf = ({ entry, figure }: Pick<MachineRow, 'entry' | 'figure'>): Interval =>
    (runs === 1 ? entry.tokensPerSecond : null) ?? figure.interval;
  const found = ratio(intervalOf(row), intervalOf(than));
  const enough = isEnough(row.entry.tokensPerSecond) && isEnough(than.entry.tokensPerSecond);
  return { than: than.setup, ratio: found, verdict: enough ? verdictOf(found) : 'too-few', runs };
}

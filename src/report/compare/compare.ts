/**
 * Several results against each other, workload by workload: only equal ids meet. Two give a ratio with its interval; several of
 * one machine give what changes between runs. Not the formats of one result beside each other (comparison.ts).
 */
import { FEWEST_REPETITIONS } from '../../benchmark/ladder';
import { isTie, ratio } from '../../statistics/ratio';
import type { Interval } from '../../statistics/interval';
import { poolRuns, widened, type Pooled } from '../../statistics/pooling';
import { adapterName } from '../adapter-name';
import { betweenRuns, isSameRun, rangeOf, type Ranged } from '../between-runs';
import { isEnough } from '../enough';
import { isSameMeasurement } from '../parts/entries';
import { implementationDifferences } from '../receipt/replay';
import type { Figure, Result, ResultEntry } from '../schema';
import { isBarredBy } from '../standing';

/** `too-few`: one of the two has fewer repetitions than an interval needs. `no-gpu`: one is a software adapter and the other a GPU. */
export type Verdict = 'tie' | 'faster' | 'slower' | 'too-few' | 'no-gpu';

/** Why there is no ratio between a software adapter and a GPU. */
export const NO_GPU = 'not compared: one of them is no GPU';

/** In words. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  tie: 'a tie',
  faster: 'B is faster',
  slower: 'B is slower',
  'too-few': `no verdict: fewer than ${FEWEST_REPETITIONS} repetitions`,
  'no-gpu': NO_GPU,
};

export interface ComparedWorkload {
  readonly workloadId: string;
  readonly entry: ResultEntry;
  readonly a: Figure;
  readonly b: Figure;
  /** How many times as fast B is as A, and what is said of it, from the two runs alone; null where one of them is no GPU. */
  readonly ratio: Interval | null;
  readonly verdict: Verdict;
  /** The same with what changes between runs; null where one of the two is of a machine whose runs are not known, or are too few, or where there is no ratio. */
  readonly between: BetweenTwo | null;
}

/** What two runs come to for one workload. */
export interface Found {
  readonly ratio: Interval;
  readonly verdict: Verdict;
}

/** With what changes between runs where that is known; null where one of the two is no GPU. */
export const foundOf = ({ between, ratio: alone, verdict }: ComparedWorkload): Found | null =>
  between ?? (alone === null ? null : { ratio: alone, verdict });

export interface BetweenTwo {
  readonly a: Ranged;
  readonly b: Ranged;
  readonly ratio: Interval;
  readonly verdict: Verdict;
}

export interface Unmatched {
  readonly side: 'A' | 'B';
  readonly entry: ResultEntry;
  /** `no-speed`: the other one has the workload too, but one of them was not timed. */
  readonly why: 'only-there' | 'no-speed';
}

export interface RunComparison {
  readonly workloads: readonly ComparedWorkload[];
  readonly unmatched: readonly Unmatched[];
  readonly notes: readonly string[];
}

/** @param own runs that this machine has kept: what is among them has an interval that covers what changes between them */
export function compareResults(a: Result, b: Result, own: readonly Result[] = []): RunComparison {
  const known = [a, b].map((one) =>
    own.some((run) => isSameRun(run, one)) ? (betweenRuns(one, own) ?? undefined) : undefined,
  );
  const mixed = a.adapter.software !== b.adapter.software;
  const workloads: ComparedWorkload[] = [];
  const unmatched: Unmatched[] = [];
  for (const entry of a.results) {
    const other = counterpart(b, entry);
    if (other === undefined) unmatched.push({ side: 'A', entry, why: 'only-there' });
    else if (entry.tokensPerSecond === null || other.tokensPerSecond === null) {
      unmatched.push({ side: entry.tokensPerSecond === null ? 'A' : 'B', entry, why: 'no-speed' });
    } else {
      const [ofA = null, ofB = null] = [entry, other].map((one, i) => rangeOf(one, 'tokensPerSecond', known[i]));
      const two = { workloadId: entry.workloadId, entry, a: entry.tokensPerSecond, b: other.tokensPerSecond };
      if (mixed) workloads.push({ ...two, ratio: null, verdict: 'no-gpu', between: null });
      else {
        const alone = compared(two);
        workloads.push({ ...alone, between: betweenTwo(ofA, ofB, alone.verdict) });
      }
    }
  }
  for (const entry of b.results) {
    if (counterpart(a, entry) === undefined) unmatched.push({ side: 'B', entry, why: 'only-there' });
  }
  return { workloads, unmatched, notes: notes([a, b]) };
}

const counterpart = ({ results }: Result, entry: ResultEntry): ResultEntry | undefined =>
  results.find((other) => isSameMeasurement(other, entry));

export const verdictOf = (interval: Interval): Verdict =>
  isTie(interval) ? 'tie' : interval.median > 1 ? 'faster' : 'slower';

function betweenTwo(a: Ranged | null, b: Ranged | null, alone: Verdict): BetweenTwo | null {
  if (a === null || b === null || a.runs === 1 || b.runs === 1) return null;
  const interval = ratio(b.interval, a.interval);
  return { a, b, ratio: interval, verdict: alone === 'too-few' ? alone : verdictOf(interval) };
}

type TwoFigures = Pick<ComparedWorkload, 'workloadId' | 'entry' | 'a' | 'b'>;

function compared(two: TwoFigures): Omit<ComparedWorkload, 'between'> {
  const { a, b } = two;
  const interval = ratio(b, a);
  const verdict = isEnough(a) && isEnough(b) ? verdictOf(interval) : 'too-few';
  return { ...two, ratio: interval, verdict };
}

export interface SpreadWorkload {
  readonly workloadId: string;
  readonly entry: ResultEntry;
  /** Of software adapters: their runs are pooled with no GPU's. */
  readonly software: boolean;
  /** The figure of each result that has one, in the order of the results. */
  readonly runs: readonly Figure[];
  readonly pooled: Pooled;
  /** The first run's interval, made as wide as what changes between runs asks. */
  readonly widened: Interval;
  /** More changes between runs than the intervals from within them say. */
  readonly exceeds: boolean;
}

export interface RunSpread {
  readonly workloads: readonly SpreadWorkload[];
  /** Of workloads that fewer than two results timed often enough. */
  readonly alone: readonly ResultEntry[];
  readonly notes: readonly string[];
}

/** What changes between runs of the same workloads on one machine: of its GPU, and apart from that of its software adapter. */
export function spreadOfRuns(results: readonly Result[]): RunSpread {
  const kinds = [false, true].map((software) => results.filter(({ adapter }) => adapter.software === software));
  const spreads = kinds.map(spreadOfKind);
  return {
    workloads: spreads.flatMap(({ workloads }) => workloads),
    alone: spreads.flatMap(({ alone }) => alone),
    notes: notes(results),
  };
}

function spreadOfKind(results: readonly Result[]): Omit<RunSpread, 'notes'> {
  const all = results.flatMap((result) => result.results);
  const firsts = all.filter((entry, index) => all.findIndex((one) => isSameMeasurement(one, entry)) === index);
  const software = results[0]?.adapter.software ?? false;
  const workloads: SpreadWorkload[] = [];
  const alone: ResultEntry[] = [];
  for (const entry of firsts) {
    const { workloadId } = entry;
    const group = all.filter((one) => isSameMeasurement(one, entry));
    const runs = group.flatMap(({ tokensPerSecond }) => tokensPerSecond ?? []).filter(isEnough);
    const [first] = runs;
    if (first === undefined || runs.length < 2) {
      alone.push(entry);
      continue;
    }
    const pooled = poolRuns(runs);
    workloads.push({
      ...{ workloadId, entry, software, runs, pooled },
      widened: widened(first, pooled),
      exceeds: pooled.between > pooled.within,
    });
  }
  return { workloads, alone };
}

/** Of all of them; a picture that bears its mark says the same. */
export const ALL_SOFTWARE = 'SOFTWARE ADAPTERS: these numbers say nothing about a GPU.';

/** Empty where all are GPUs. */
export function softwareNote(results: readonly Result[]): string {
  const software = results.filter(({ adapter }) => adapter.software).length;
  if (software === 0) return '';
  return software === results.length
    ? ALL_SOFTWARE
    : 'One side is a SOFTWARE ADAPTER, the other a GPU: their difference says nothing about GPUs, so no ratio is shown.';
}

/** What a reader must know before believing a difference. */
export function notes(results: readonly Result[]): string[] {
  const [first, ...others] = results;
  if (first === undefined) return [];
  const differences = [...new Set(others.flatMap(({ engine }) => implementationDifferences(first.engine, engine)))];
  const names = new Set(results.map(({ adapter }) => adapterName(adapter)));
  const unfinished = results.filter((result) => isBarredBy(result, 'failed', 'cancelled')).length;
  return [
    softwareNote(results),
    differences.length === 0
      ? ''
      : `ANOTHER IMPLEMENTATION (${differences.join('; ')}): the workloads are the same, the code that computes them is not.`,
    names.size > 1 ? `The adapters differ: ${[...names].join('; ')}.` : '',
    unfinished === 0 ? '' : `${unfinished} of the runs did not end complete.`,
    results.some(({ startedAt }, index) =>
      results
        .slice(0, index)
        .some(
          (other) =>
            other.startedAt === startedAt && JSON.stringify(other.results) === JSON.stringify(results[index]?.results),
        ),
    )
      ? 'Two of the results are the same run.'
      : '',
  ].filter((note) => note !== '');
}

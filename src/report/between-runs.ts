/**
 * What changes between runs of one machine, as it widens the figures of one of them: from a result and the runs kept beside it.
 * Pure; the statistics are in statistics/pooling.ts, and two results against each other in compare/.
 */
import type { Interval } from '../statistics/interval';
import { poolRuns, widened } from '../statistics/pooling';
import { isEnough } from './enough';
import { isSameMeasurement } from './parts/entries';
import type { Result, ResultEntry } from './schema';
import { MEASURES, type BetweenRuns, type Measure } from './schema/between';

export const BETWEEN_METHOD =
  'DerSimonian and Laird between the logarithms of the medians, widened by Student t with one degree of freedom fewer than runs';

/** Fewer runs say too little of what changes between them. */
const FEWEST_RUNS = 3;
/** From so many sessions on a device counts as confirmed. */
export const CONFIRMED_SESSIONS = 3;
const SESSION_MILLISECONDS = 3_600_000;

/**
 * Null where there are fewer than three runs.
 * @param own runs that this machine has kept; `result` may be among them, and counts once
 */
export function betweenRuns(result: Result, own: readonly Result[]): BetweenRuns | null {
  const others = own.filter((one) => isKindred(one, result) && !isSameRun(one, result));
  const runs = distinctRuns([result, ...others]).filter(({ results }) => results.some(isWhole));
  if (runs.length < FEWEST_RUNS || !runs.includes(result)) return null;
  const figures = result.results.flatMap((entry) =>
    MEASURES.flatMap((measure) => figureOf(entry, measure, runs) ?? []),
  );
  if (figures.length === 0) return null;
  const sessions = sessionsOf(runs.map(({ startedAt }) => Date.parse(startedAt)));
  return {
    ...{ method: BETWEEN_METHOD, runs: runs.length, sessions, confirmed: sessions >= CONFIRMED_SESSIONS },
    environments: [...new Set(runs.map(environmentOf))].sort(),
    figures,
  };
}

/** The result with what its machine's runs add; itself where they add nothing. */
export function withBetweenRuns(result: Result, own: readonly Result[]): Result {
  const found = betweenRuns(result, own);
  if (found === null && result.betweenRuns === undefined) return result;
  const given = { ...result };
  delete given.betweenRuns;
  return found === null ? given : { ...given, betweenRuns: found };
}

/** Whether two results are one run. */
export const isSameRun = (a: Result, b: Result): boolean =>
  a.startedAt === b.startedAt && environmentOf(a) === environmentOf(b);

/** The first of each run. */
export function distinctRuns(runs: readonly Result[]): readonly Result[] {
  const seen = new Set<string>();
  return runs.filter((run) => seen.size < seen.add(`${run.startedAt} ${environmentOf(run)}`).size);
}

/**
 * The same device with its driver, browser and suite, and the same kernels: another kernel is no spread between runs. Another version
 * of the browser counts, since it changes by itself; the versions are listed.
 */
function isKindred(a: Result, b: Result): boolean {
  // Two machines may have the same GPU: where both are named, the names say so.
  const apart = a.machine !== undefined && b.machine !== undefined && a.machine !== b.machine;
  return !apart && kindOf(a) === kindOf(b);
}

function kindOf({ adapter, environment, suite, engine }: Result): string {
  const { vendor, architecture, device, description, software } = adapter;
  const { runtime, name } = environment;
  return JSON.stringify([
    ...[vendor, architecture, device, description, software],
    ...[runtime, name, suite.name, engine.name, engine.shaderHash],
  ]);
}

export const environmentOf = ({ environment: { name, version, dawn } }: Result): string =>
  `${name} ${version}${dawn === null ? '' : `, Dawn ${dawn}`}`;

const isWhole = ({ status, tokensPerSecond }: ResultEntry): boolean =>
  status === 'complete' && tokensPerSecond !== null && isEnough(tokensPerSecond);

function figureOf(
  entry: ResultEntry,
  measure: Measure,
  runs: readonly Result[],
): BetweenRuns['figures'][number] | null {
  if (!isWhole(entry)) return null;
  const own = entry[measure];
  const found = runs.flatMap(({ results }) => {
    const one = results.find((other) => isSameMeasurement(other, entry));
    return one === undefined || one === entry || !isWhole(one) ? [] : (one[measure] ?? []);
  });
  if (own === null || found.length + 1 < FEWEST_RUNS) return null;
  const { workloadId, engine } = entry;
  return { workloadId, engine, measure, ...spreadOf([own, ...found]) };
}

const bare = ({ median, low, high }: Interval) => ({ median, low, high });

/** What a document says of these runs, the first of which it is of. */
export function spreadOf(runs: readonly Interval[]) {
  const pooled = poolRuns(runs);
  const [first = pooled] = runs;
  return {
    ...{ runs: runs.map(bare), within: pooled.within, between: pooled.between },
    interval: bare(widened(first, pooled)),
  };
}

/** As many of these times as there are with at least an hour from each to the next. */
function sessionsOf(times: readonly number[]): number {
  let [count, last] = [0, -Infinity];
  for (const time of times.toSorted((a, b) => a - b)) {
    if (time - last < SESSION_MILLISECONDS) continue;
    [count, last] = [count + 1, time];
  }
  return count;
}

/** An interval, and of how many runs: 1 is what one run can know. */
export interface Ranged {
  readonly interval: Interval;
  readonly runs: number;
}

/** What is shown of a figure: what changes between runs is in it where that is known. */
export function rangeOf(
  entry: ResultEntry,
  measure: Measure,
  between: Pick<BetweenRuns, 'figures'> | undefined,
): Ranged | null {
  const found = between?.figures.find((one) => one.measure === measure && isSameMeasurement(one, entry));
  if (found !== undefined) return { interval: found.interval, runs: found.runs.length };
  const own = entry[measure];
  return own === null ? null : { interval: own, runs: 1 };
}

/** Behind a figure, where it is shown with a width. */
export const basisBehind = ({ interval: { low, high }, runs }: Ranged): string =>
  high > low ? ` (${basisOf(runs)})` : '';

/** In a few words, to stand beside an interval. */
export const basisOf = (runs: number): string => (runs === 1 ? 'within one run' : `between ${runs} runs`);

/** Of a result's intervals, in a sentence or two. */
export function aboutIntervals({ betweenRuns: between, results }: Result): string {
  if (between === undefined) {
    return results.some(isWhole) ? 'Intervals are within one run.' : '';
  }
  const { runs, sessions, confirmed, environments } = between;
  const apart = `${sessions} ${sessions === 1 ? 'session' : 'sessions'} at least an hour apart`;
  return [
    `Intervals of this table and of the time to first token cover what changed between ${runs} kept runs of this device and suite (${environments.join('; ')}), unless they say “within one run”.`,
    `The device is ${confirmed ? 'confirmed' : 'not confirmed yet'}: ${confirmed ? apart : `${apart}, and it takes ${CONFIRMED_SESSIONS}`}.`,
  ].join(' ');
}

/** How the speed of one machine in one format went from run to run: only runs of an equal workload, in the same browser on the same adapter. */
import { isTie } from '../../statistics/ratio';
import type { Interval } from '../../statistics/interval';
import type { ModelFormat } from '../../kernels/recipe';
import { isOurs } from '../../benchmark/whose';
import { adapterName } from '../adapter-name';
import { betweenRuns, environmentOf, rangeOf } from '../between-runs';
import { isEnough } from '../enough';
import { ofHeadline } from '../headline';
import { isSameMeasurement } from '../parts/entries';
import type { Result, ResultEntry } from '../schema';
import { compareResults, foundOf, type Found } from './compare';

export interface TrendPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly interval: Interval;
  /** Of how many runs the interval is. */
  readonly runs: number;
  /** Whether the run was measured to its end, often enough. */
  readonly whole: boolean;
  /** The versions of browser and Tokamark that this run has and the one before has not; empty where none changed, and of the first. */
  readonly changed: string;
  readonly environment: string;
}

export interface TrendSeries {
  /** `Chrome on Acme R-1`. */
  readonly name: string;
  readonly software: boolean;
  /** From the oldest to the newest, at least two. */
  readonly points: readonly TrendPoint[];
  /** How many times as fast the newest is as the oldest. */
  readonly change: Found | null;
}

export interface Trend {
  readonly format: ModelFormat;
  /** What all points measured. */
  readonly entry: ResultEntry;
  /** The one with most runs first. */
  readonly series: readonly TrendSeries[];
}

/**
 * Formats of which at least two runs have written the same, the one with most runs first.
 * @param own of `runs` those that were measured here: what changes between runs is known of them alone
 */
export function trendsOf(runs: readonly Result[], own = runs): readonly Trend[] {
  const sorted = runs.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const formats = [...new Set(sorted.flatMap(({ results }) => decodesOf(results).map(({ format }) => format)))];
  return formats
    .flatMap((format) => trendOf(sorted, format, new Set(own)) ?? [])
    .toSorted((a, b) => countOf(b) - countOf(a) || Number(b.format === 'int4') - Number(a.format === 'int4'));
}

/** Alike for equal measurements. */
const keyOf = ({ workloadId, engine }: ResultEntry): string => `${workloadId} ${engine}`;

const countOf = ({ series }: Trend): number => series.reduce((sum, { points }) => sum + points.length, 0);

const decodesOf = (results: readonly ResultEntry[]): readonly ResultEntry[] =>
  ofHeadline(results.filter((entry) => entry.phase === 'decode' && isOurs(entry) && entry.tokensPerSecond !== null));

/** @param sorted from the oldest to the newest */
function trendOf(sorted: readonly Result[], format: ModelFormat, own: ReadonlySet<Result>): Trend | null {
  const all = sorted.flatMap(({ results }) => decodesOf(results).filter((entry) => entry.format === format));
  const counts = new Map<string, number>();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  const count = (entry: ResultEntry): number => counts.get(keyOf(entry)) ?? 0;
  // Of equally many the latest.
  const entry = all.toReversed().toSorted((a, b) => count(b) - count(a))[0];
  if (entry === undefined) return null;
  const measured = sorted.filter(({ results }) => entryOf(results, entry)?.tokensPerSecond);
  const series = [...new Set(measured.map(kindOf))]
    .map((kind) => measured.filter((run) => kindOf(run) === kind))
    .flatMap((runs) => runs.slice(0, 1).map((first): Group => ({ name: nameOf(first), runs })))
    .filter(({ runs }) => runs.length > 1)
    .map((group) => seriesOf(group, entry, own))
    .toSorted((a, b) => b.points.length - a.points.length);
  return series.length === 0 ? null : { format, entry, series };
}

const entryOf = (results: readonly ResultEntry[], like: ResultEntry): ResultEntry | undefined =>
  results.find((one) => isSameMeasurement(one, like));

const nameOf = ({ environment, adapter }: Result): string => `${environment.name} on ${adapterName(adapter)}`;

/** Browsers that name no adapter call a GPU and a software adapter alike. */
const kindOf = (run: Result): string => `${nameOf(run)} ${run.adapter.software}`;

interface Group {
  readonly name: string;
  /** From the oldest to the newest. */
  readonly runs: readonly Result[];
}

function seriesOf({ name, runs }: Group, like: ResultEntry, own: ReadonlySet<Result>): TrendSeries {
  const here = runs.filter((run) => own.has(run));
  const points = runs.flatMap((run, i): TrendPoint[] => {
    const entry = entryOf(run.results, like);
    const between = own.has(run) ? (betweenRuns(run, here) ?? undefined) : undefined;
    const found = entry === undefined ? null : rangeOf(entry, 'tokensPerSecond', between);
    if (entry === undefined || found === null) return [];
    const before = runs[i - 1];
    return [
      {
        ...{ at: Date.parse(run.startedAt), interval: found.interval, runs: found.runs },
        whole: entry.status === 'complete' && isEnough(entry.tokensPerSecond),
        changed: before === undefined ? '' : changedBetween(before, run),
        environment: environmentOf(run),
      },
    ];
  });
  return { name, software: runs.some(({ adapter }) => adapter.software), points, change: changeOf(runs, like, here) };
}

function changedBetween(before: Result, now: Result): string {
  const browser = environmentOf(before) === environmentOf(now) ? [] : [environmentOf(now)];
  const code = before.engine.shaderHash === now.engine.shaderHash ? [] : ['other kernels'];
  const version = before.engine.version === now.engine.version ? code : [`Tokamark ${now.engine.version}`];
  return [...browser, ...version].join(', ');
}

function changeOf(runs: readonly Result[], like: ResultEntry, own: readonly Result[]): TrendSeries['change'] {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return null;
  const found = compareResults(first, last, own).workloads.find(({ entry }) => isSameMeasurement(entry, like));
  return found === undefined ? null : foundOf(found);
}

/** What to see: of the series with most runs. */
export function trendSentence({ series, format }: Trend): string {
  const [most] = series;
  const last = most?.points.at(-1);
  if (most === undefined || last === undefined) return '';
  const where = `${series.length === 1 ? '' : `In ${most.name}, `}${format.toUpperCase()} writes`;
  const begin = `${most.points.length} runs: `;
  if (most.change === null || most.change.verdict === 'too-few')
    return `${begin}too few repetitions to say whether the speed has changed.`;
  const { ratio } = most.change;
  if (isTie(ratio)) return `${begin}no change that they can show between the first and the last.`;
  const times = ratio.median > 1 ? ratio.median : 1 / ratio.median;
  return `${begin}${where} ${times.toFixed(2)} times as ${ratio.median > 1 ? 'fast' : 'slow'} in the last as in the first.`;
}

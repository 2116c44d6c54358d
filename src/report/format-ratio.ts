/**
 * How many times as fast one format is as another in one result: of the rounds in which both counted, or, where they were never
 * in memory together, of their two intervals. Not of two results, which have no round in common (compare/).
 */
import { FEWEST_REPETITIONS } from '../benchmark/ladder';
import { RECIPES } from '../kernels/recipe';
import type { Interval } from '../statistics/interval';
import { placesFor, toPlaces } from './digits';
import { pairedRatio } from '../statistics/paired';
import { ratio } from '../statistics/ratio';
import { isOurs } from '../benchmark/whose';
import { isEnough } from './enough';
import { roundsOf } from './rounds';
import type { FormatRatio, ResultEntry } from './schema';

export type RatioMetric = FormatRatio['metric'];

export interface RatioOfFormats extends Interval {
  readonly method: FormatRatio['method'];
  /** In which both counted; null where the ratio is not of rounds. */
  readonly rounds: number | null;
  /** It rests on enough rounds, or repetitions of both, to say which is larger. */
  readonly enough: boolean;
}

/** @returns null where one of the two was not measured */
export function ratioOfFormats(of: ResultEntry, than: ResultEntry, metric: RatioMetric): RatioOfFormats | null {
  const [a, b] = [of[metric], than[metric]];
  if (a === null || b === null) return null;
  const [left, right] = sharedSamples(of, than, metric);
  // A few rounds of many repetitions say less than all repetitions do.
  const mostShared = Math.min(a.samples.length, b.samples.length);
  if (left.length > 0 && left.length >= Math.min(FEWEST_REPETITIONS, mostShared)) {
    const paired = pairedRatio(left, right);
    if (paired !== null) {
      const { pairs, ...interval } = paired;
      return { ...interval, method: 'by-round', rounds: pairs, enough: pairs >= FEWEST_REPETITIONS };
    }
  }
  return { ...ratio(a, b), method: 'two-intervals', rounds: null, enough: isEnough(a) && isEnough(b) };
}

/** Of the rounds in which both counted, in run order. */
function sharedSamples(of: ResultEntry, than: ResultEntry, metric: RatioMetric): readonly [number[], number[]] {
  const other = byRound(than, metric);
  const pairs = [...byRound(of, metric)].flatMap(([round, sample]) => {
    const beside = other.get(round);
    return beside === undefined ? [] : [[sample, beside] as const];
  });
  return [pairs.map(([sample]) => sample), pairs.map(([, beside]) => beside)];
}

function byRound(entry: ResultEntry, metric: RatioMetric): ReadonlyMap<number, number> {
  const figure = entry[metric];
  const rounds = figure === null ? null : roundsOf(entry, figure);
  return new Map((rounds ?? []).map((round, i) => [round, figure?.samples[i] ?? NaN]));
}

/** How a report says in a few words what the interval of a ratio is of: `n = 10 rounds`, `of two intervals`. */
export const ratioBasis = ({ rounds }: Pick<RatioOfFormats, 'rounds'>): string =>
  rounds === null ? 'of two intervals' : `n = ${rounds} round${rounds === 1 ? '' : 's'}`;

/**
 * Behind a ratio of which the two medians beside it give another, which a reader would take for a mistake: `, the median of 10 rounds`. Empty where
 * dividing one by the other comes to the same.
 */
export function ratioNote(found: RatioOfFormats, of: Interval, than: Interval): string {
  if (found.rounds === null) return '';
  const shown = (value: number): string => toPlaces(value, placesFor(found));
  return shown(found.median) === shown(of.median / than.median) ? '' : `, the median of ${found.rounds} rounds`;
}

/** Every other format to FP16, and ours to those of other engines of the same width, by test: what a result holds of its ratios. */
export function formatRatios(entries: readonly ResultEntry[]): FormatRatio[] {
  return entries.flatMap((than) =>
    entries
      .filter((of) => isSameTest(of, than) && isCompared(of, than))
      .flatMap((of) =>
        (['tokensPerSecond', 'ttftSeconds'] as const).flatMap((metric) => {
          const found = ratioOfFormats(of, than, metric);
          if (found === null) return [];
          const { median, low, high, method, rounds } = found;
          const { test, format } = of;
          const apart = of.engine === than.engine ? {} : { engines: { of: of.engine, than: than.engine } };
          const what = { test, model: of.model.name, metric, of: format, than: than.format, ...apart };
          return [{ ...what, median, low, high, method, rounds }];
        }),
      ),
  );
}

/** Ours, and what it is held against in another engine. */
export const acrossEngines = (entries: readonly ResultEntry[]) =>
  entries.flatMap((than) =>
    isOurs(than)
      ? []
      : entries.filter((of) => isSameTest(of, than) && isCompared(of, than)).map((of) => ({ of, than })),
  );

function isCompared(of: ResultEntry, than: ResultEntry): boolean {
  if (!isOurs(of) || (than.server?.apart ?? null) !== null) return false;
  return isOurs(than) ? than.format === 'fp16' && of.format !== 'fp16' : widthOf(of) === widthOf(than);
}

/** By the name of the recipe: engines differ in how they scale a block, and in the embedding. */
const widthOf = ({ format }: ResultEntry): string => RECIPES[format].weights.qkv;

/** Other engines may have weights from elsewhere: speed does not depend on their values. */
const isSameTest = (a: ResultEntry, b: ResultEntry): boolean =>
  a.test === b.test &&
  a.model.name === b.model.name &&
  a.batch === b.batch &&
  (a.engine !== b.engine || a.model.weights === b.model.weights);

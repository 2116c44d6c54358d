/**
 * Why the interval that is shown of a speed reaches beyond every repetition that it is of, where it does: whoever sees both wonders. How
 * intervals are widened is in statistics/figure.ts and between-runs.ts.
 */
import { widenedByCorrelation } from '../statistics/correlation';
import { summarise } from '../statistics/spread';
import { widenedByTrend } from '../statistics/trend';
import { rangeOf } from './between-runs';
import { placesFor, toPlaces } from './digits';
import { interleaved } from './rounds';
import type { Result, ResultEntry } from './schema';

export interface Reach {
  /** Its low bound lies below the slowest repetition, its high one above the fastest, or both. */
  readonly beyond: 'slowest' | 'fastest' | 'both';
  readonly why: 'runs' | 'trend' | 'neighbours';
}

/** Null where it does not, in the digits that are shown. @param entries all of the run: what ran interleaved is widened together */
export function reachOf(
  entry: ResultEntry,
  entries: readonly ResultEntry[],
  between?: Result['betweenRuns'],
): Reach | null {
  const found = rangeOf(entry, 'tokensPerSecond', between);
  const samples = entry.tokensPerSecond?.samples ?? [];
  if (found === null || samples.length < 2) return null;
  const { interval, runs } = found;
  const shown = (value: number): number => Number(toPlaces(value, placesFor(interval)));
  const below = shown(interval.low) < shown(Math.min(...samples));
  const above = shown(interval.high) > shown(Math.max(...samples));
  if (!below && !above) return null;
  const beyond = below && above ? 'both' : below ? 'slowest' : 'fastest';
  const why = runs > 1 ? 'runs' : widenedBy(entry, entries, below);
  return { beyond, why };
}

/** The one of the two that moved the bound farther, which is the one that counts. */
function widenedBy(entry: ResultEntry, entries: readonly ResultEntry[], below: boolean): 'trend' | 'neighbours' {
  const set = interleaved(entries).find((one) => one.includes(entry)) ?? [entry];
  const timed = set.flatMap((one) => (one.tokensPerSecond === null ? [] : [{ one, figure: one.tokensPerSecond }]));
  const plain = timed.map(({ figure }) => summarise(figure.samples));
  const at = timed.findIndex(({ one }) => one === entry);
  const [trend, neighbours] = [widenedByTrend(plain)[at], widenedByCorrelation(plain)[at]];
  if (trend === undefined || neighbours === undefined) return 'trend';
  const byTrend = below ? trend.low <= neighbours.low : trend.high >= neighbours.high;
  return byTrend ? 'trend' : 'neighbours';
}

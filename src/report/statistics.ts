/** What a result says of its statistics, and the warning where a run drifted. Not the statistics themselves (see statistics/). */
import { driftOf, isDrift } from '../statistics/drift';
import { LEVEL } from '../statistics/interval';
import { RATIO_METHOD } from '../statistics/ratio';
import { METHOD } from '../statistics/spread';
import { TREND_METHOD, widenedByTrend } from '../statistics/trend';
import type { Figure, Result, ResultEntry, Warning } from './schema';

export const STATISTICS: Result['statistics'] = {
  method: `${METHOD}, ${TREND_METHOD}`,
  ratioMethod: RATIO_METHOD,
  level: LEVEL,
};

/** Intervals of the speeds of a run, and of the times to first token, that hold its end too; all tests ran interleaved. */
export function withTrend(entries: readonly ResultEntry[]): ResultEntry[] {
  const rates = entries.map(({ tokensPerSecond }) => tokensPerSecond);
  const times = entries.map(({ ttftSeconds }) => ttftSeconds);
  const wider = (figures: readonly (Figure | null)[]): Map<Figure, Figure> => {
    const there = figures.filter((figure) => figure !== null);
    return new Map(widenedByTrend(there).map((figure, i) => [there[i] ?? figure, figure]));
  };
  const [rate, time] = [wider(rates), wider(times)];
  return entries.map((entry) => ({
    ...entry,
    tokensPerSecond: entry.tokensPerSecond === null ? null : (rate.get(entry.tokensPerSecond) ?? null),
    ttftSeconds: entry.ttftSeconds === null ? null : (time.get(entry.ttftSeconds) ?? null),
  }));
}

/**
 * The repetitions of all tests ran interleaved, so that what the device did meanwhile shows in all of them: one warning where
 * their speeds rise or fall together.
 */
export function driftWarnings(entries: readonly ResultEntry[]): Warning[] {
  const drift = driftOf(
    entries.flatMap(({ tokensPerSecond }) => (tokensPerSecond === null ? [] : [tokensPerSecond.samples])),
  );
  if (drift === null || !isDrift(drift)) return [];
  const percent = Number((100 * Math.abs(drift.change)).toPrecision(2));
  const message =
    drift.change < 0
      ? `The device got slower during the run, by about ${percent} % from the first repetition to the last: it may be throttling. Let it cool down, give it air and power, and run again; the figures are of the middle of the run.`
      : `The device got faster during the run, by about ${percent} % from the first repetition to the last: it may still have been warming up, or another program ended. Run again; the figures are of the middle of the run.`;
  return [{ code: 'drift', message }];
}

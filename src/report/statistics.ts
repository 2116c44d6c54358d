/** The statistics of a result: the figures of interleaved repetitions, and the warnings where a run drifted or wandered. */
import { CORRECTED_FROM, isCorrelated } from '../statistics/correlation';
import { driftOf, isDrift } from '../statistics/drift';
import { FIGURE_METHOD, figuresOf } from '../statistics/figure';
import { LEVEL } from '../statistics/interval';
import { PAIRED_METHOD } from '../statistics/paired';
import { RATIO_METHOD } from '../statistics/ratio';
import { withSequence } from './batches';
import { interleaved } from './rounds';
import type { Figure, Result, ResultEntry, Warning } from './schema';

export const STATISTICS: Result['statistics'] = {
  method: FIGURE_METHOD,
  ratioMethod: RATIO_METHOD,
  pairedMethod: PAIRED_METHOD,
  level: LEVEL,
};

/**
 * Speeds and times to first token with the intervals that a result shows, made anew from the samples: of what ran interleaved
 * together, and of formats that were not in memory together apart.
 */
export function withIntervals(entries: readonly ResultEntry[]): ResultEntry[] {
  const figures = new Map<Figure, Figure>();
  for (const set of interleaved(entries)) {
    for (const metric of ['tokensPerSecond', 'ttftSeconds'] as const) {
      const there = set.map((entry) => entry[metric]).filter((figure) => figure !== null);
      const made = figuresOf(there.map(({ samples }) => samples));
      for (const [i, { median, low, high }] of made.entries()) {
        const before = there[i];
        if (before !== undefined) figures.set(before, { ...before, median, low, high });
      }
    }
  }
  const made = (figure: Figure | null) => (figure === null ? null : (figures.get(figure) ?? figure));
  return entries.map((entry) =>
    withSequence({
      ...entry,
      tokensPerSecond: made(entry.tokensPerSecond),
      ttftSeconds: made(entry.ttftSeconds),
    }),
  );
}

/** Of the order of a run's repetitions: a drift, or, where none is, that they resemble their neighbours. */
export function orderWarnings(entries: readonly ResultEntry[]): Warning[] {
  const drifts = driftWarnings(entries);
  return drifts.length > 0 ? drifts : correlationWarnings(entries);
}

function correlationWarnings(entries: readonly ResultEntry[]): Warning[] {
  const correlated = interleaved(entries)
    .map((set) => set.flatMap(({ tokensPerSecond }) => (tokensPerSecond === null ? [] : [tokensPerSecond.samples])))
    .filter(isCorrelated);
  if (correlated.length === 0) return [];
  const few = correlated.some((series) => series.some(({ length }) => length < CORRECTED_FROM));
  const what = few
    ? `Intervals of fewer than ${CORRECTED_FROM} repetitions are not widened by it, and hold the true speed less often than they say: close other programs, let the device rest, and run again with ${CORRECTED_FROM} repetitions or more.`
    : 'The intervals are widened by it and may still be too narrow: close other programs, let the device rest, and run again.';
  const message = `Repetitions are more like the ones right before them than chance explains: something that lasts longer than a repetition, such as another program, heat or a changing clock speed, moved the speeds. ${what}`;
  return [{ code: 'correlated', message }];
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
      ? `The device got slower during the run, by about ${percent} % from the first repetition to the last: it may be throttling. Let it cool down, give it air and power, and run again; the figures describe the middle of the run.`
      : `The device got faster during the run, by about ${percent} % from the first repetition to the last: it may still have been warming up, or another program ended. Run again; the figures describe the middle of the run.`;
  return [{ code: 'drift', message }];
}

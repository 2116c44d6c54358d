/** What a result says of its statistics, and the warning where a run drifted. Not the statistics themselves (see statistics/). */
import { driftOf, isDrift } from '../statistics/drift';
import { LEVEL } from '../statistics/interval';
import { RATIO_METHOD } from '../statistics/ratio';
import { METHOD } from '../statistics/spread';
import type { Result, ResultEntry, Warning } from './schema';

export const STATISTICS: Result['statistics'] = { method: METHOD, ratioMethod: RATIO_METHOD, level: LEVEL };

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

/**
 * The cost model of a run: what a token or a prompt of any shape takes on its device. The sum over the sites, times what whole tokens took over
 * their sums, as near ones did. Its interval is as wide as the model is wrong about what the run measured, each model left out in turn.
 */
import type { Interval } from '../../statistics/interval';
import type { Result } from '../schema';
import { calibrated, type Asked } from './calibrate';
import { kindsOf, offOf, type Kind } from './left-out';
import { measuredOf, type Measured } from './measured';
import { leastPassSeconds, siteTimesOf, type SiteTimes } from './site-times';

/** Seconds, and how far from what was measured. */
export interface Expected extends Interval {
  /** The natural logarithm of the factor by which the work lies beyond all that was measured; 0 within. */
  readonly distance: number;
}

export interface CostModel {
  readonly times: SiteTimes;
  readonly measured: readonly Measured[];
  /** How far off it is of what the run measured. */
  readonly off: readonly Off[];
}

interface Off extends Kind {
  /** As offOf has it. */
  readonly off: number | null;
}

/** Null where the run timed no sites, or measured no token. */
export function costModelOf(result: Result): CostModel | null {
  const times = siteTimesOf(result);
  const measured = measuredOf(result);
  if (times === null || measured.length === 0) return null;
  return { times, measured, off: kindsOf(measured).map((kind) => ({ ...kind, off: offOf(kind, times, measured) })) };
}

/** Of shapes as near as those left out, as a share; and for each factor e beyond all that was measured. Set before any comparison. */
const HERE = 0.08;
const FARTHER = 0.08;
/** Nine errors in ten are within so many of their root mean square. */
const NINE_IN_TEN = 1.645;
/** Where nothing could be left out, it is as good as unknown how far off it is. */
const UNKNOWN_OFF = 0.4;

/** Null where its format has no sites, or its phase no token that was measured. */
export function expectedOf(asked: Asked, { times, measured, off }: CostModel): Expected | null {
  const found = calibrated(asked, times, measured);
  if (found === null) return null;
  const { seconds, distance } = found;
  const own = off.filter(({ phase }) => phase === asked.phase);
  const [nearest] = own.toSorted((a, b) => fold(a.batch, asked.batch) - fold(b.batch, asked.batch));
  // Errors of different causes add as squares.
  const factor = (bound: number): number =>
    Math.exp(
      Math.hypot(HERE, NINE_IN_TEN * (nearest?.off ?? UNKNOWN_OFF), Math.log(bound / seconds.median)) +
        FARTHER * distance,
    );
  const { median, low, high } = seconds;
  const least = asked.phase === 'decode' ? leastPassSeconds(asked.pass, times.ceilings) : 0;
  const [atLeast, most] = [Math.max(least, median), median * factor(high)];
  return { median: atLeast, low: Math.max(least, median / factor(low)), high: Math.max(atLeast, most), distance };
}

const fold = (a: number, b: number): number => Math.abs(Math.log(a / b));

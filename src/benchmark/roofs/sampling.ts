/** How often and how long one roof is measured: the work grows until a sample is long enough. Not what the work is. */
import { seconds, type Seconds } from '../../foundation/units';
import { throwIfCancelled } from '../../foundation/cancel';
import type { Clock } from '../clock';

/** Seconds that `units` of the work took. Zero or less where the clock was too coarse or something else ran meanwhile. */
export type Take = (units: number) => Promise<Seconds>;

export interface SamplingRule {
  /** Units of the first, smallest piece of work. */
  readonly first: number;
  readonly most: number;
  /** The work grows until it takes at least this. */
  readonly aim: Seconds;
  /** On the clock: no further sample begins after it once there are FEWEST, or where one takes far longer than it should. */
  readonly end: Seconds;
}

export interface Sampling {
  readonly units: number;
  /** Seconds of `units` each, in order; those that took no time at all are left out and counted. */
  readonly taken: readonly Seconds[];
  readonly leftOut: number;
}

export const SAMPLES = 5;
export const FEWEST = 3;

/** Growth beyond what the last piece of work asks for would make a submit too long for a watchdog. */
const MOST_GROWTH = 8;
const LEAST_GROWTH = 1.25;

/** Times the aim: where one sample takes this long, the device is so slow that one has to do. */
export const FAR_TOO_LONG = 20;

/**
 * Grows the work from its first size on until it takes long enough. What runs here is the warm-up: it never counts.
 * @returns units of the work
 * @throws TokamarkError `cancelled`.
 */
export async function grow(take: Take, rule: SamplingRule, signal: AbortSignal | null): Promise<number> {
  for (let units = Math.min(rule.first, rule.most); ;) {
    throwIfCancelled(signal);
    const taken = await take(units);
    if (taken >= rule.aim || units >= rule.most) return units;
    const wanted = taken > 0 ? (1.5 * rule.aim) / taken : MOST_GROWTH;
    units = Math.min(rule.most, Math.ceil(units * Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, wanted))));
  }
}

/** Takes samples of `units` of the work. @throws TokamarkError `cancelled`. */
export async function takeSamples(
  take: Take,
  units: number,
  rule: SamplingRule,
  clock: Clock,
  signal: AbortSignal | null,
): Promise<Sampling> {
  const samples: Seconds[] = [];
  let leftOut = 0;
  while (samples.length < SAMPLES && leftOut < SAMPLES) {
    throwIfCancelled(signal);
    const taken = await take(units);
    if (taken > 0) samples.push(taken);
    else leftOut += 1;
    const enough = samples.length >= FEWEST || taken > FAR_TOO_LONG * rule.aim;
    if (enough && clock.now() >= rule.end) break;
  }
  return { units, taken: samples, leftOut };
}

/** How long a sample should be: so long that waiting for it is a small part, within what a submit may take. */
export function aimFor(roundTrip: number): Seconds {
  return seconds(Math.min(0.05, Math.max(0.01, 25 * roundTrip)));
}

/** Time as the benchmark sees it, so that its policy can be tested without waiting. Not timestamps of the GPU. */
import { seconds, type Seconds } from '../foundation/units';

export interface Clock {
  /** Seconds since some fixed moment; never runs backwards. */
  readonly now: () => Seconds;
}

export const systemClock: Clock = { now: () => seconds(performance.now() / 1000) };

/** Seconds after which no further step is waited for: a browser that resists fingerprinting has steps of 17 or 100 ms. */
const LONG_ENOUGH = 0.02;

/**
 * The smallest step in which `clock` was seen to move: 5 µs in a cross-origin-isolated page in Chromium, 20 µs in Firefox,
 * 100 µs or more elsewhere. Busy for a few milliseconds, or for one step of a clock that is coarser than that.
 */
export function clockResolution(clock: Clock, steps = 20): Seconds {
  const begin = clock.now();
  let smallest = Infinity;
  for (let i = 0; i < steps; i++) {
    const from = clock.now();
    let to = clock.now();
    while (to === from) to = clock.now();
    smallest = Math.min(smallest, to - from);
    if (to - begin > LONG_ENOUGH) break;
  }
  return seconds(smallest);
}

/** How often an operator is repeated so that one sample is long enough for the clock and the readback at its end. */

const TARGET_SECONDS = 0.1;
const MOST = 256;

/** Repetitions for a unit of work that took `seconds`. */
export const repetitionsFor = (seconds: number): number =>
  Math.max(1, Math.min(MOST, Math.ceil(TARGET_SECONDS / Math.max(seconds, 1e-6))));

/**
 * Runs `once` until it no longer gets faster by a tenth (shaders compile, caches fill), at most `most` times.
 * @returns the seconds of the fastest run
 */
export async function warmUp(once: () => Promise<number>, most: number): Promise<number> {
  let fastest = await once();
  for (let i = 1; i < most; i++) {
    const seconds = await once();
    const settled = seconds > 0.9 * fastest;
    fastest = Math.min(fastest, seconds);
    if (settled && i >= 2) break;
  }
  return fastest;
}

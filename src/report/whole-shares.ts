/**
 * Shares of one whole as a person adds them up: rounded so that what is shown adds up to the whole as well. Not shares of a ceiling,
 * which are each of their own.
 */

const STEPS_PER_WHOLE = 1000;

/** Shares of the whole in tenths of a per cent, by largest remainder; some may be below zero. */
export function wholeShares(shares: readonly number[]): readonly number[] {
  const exact = shares.map((share) => share * STEPS_PER_WHOLE);
  const floors = exact.map(Math.floor);
  const whole = Math.round(exact.reduce((sum, one) => sum + one, 0));
  const missing = whole - floors.reduce((sum, one) => sum + one, 0);
  const raised = exact
    .map((one, index) => ({ index, remainder: one - Math.floor(one) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, Math.max(0, missing));
  const up = new Set(raised.map(({ index }) => index));
  return floors.map((one, index) => one + (up.has(index) ? 1 : 0));
}

/** `12.3 %`, `−10 %` of a share in tenths of a per cent. */
export const tenthsText = (tenths: number): string => `${tenths < 0 ? '−' : ''}${Math.abs(tenths) / 10} %`;

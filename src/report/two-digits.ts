/**
 * Energy figures as a person reads them: the range first, then the middle, two significant digits. Not the digits of measured
 * speeds, which follow their interval (digits.ts): these bands are wider than any interval.
 */

interface Shown {
  readonly low: number;
  readonly central: number;
  readonly high: number;
}

/** Two significant digits, without an exponent: `0.045`, `1.2`, `540`, `1,200,000`. */
export function twoDigits(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? '0' : '-';
  const rounded = Number(value.toPrecision(2));
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
  const text = rounded.toFixed(Math.min(20, Math.max(0, 1 - magnitude)));
  return magnitude >= 4 ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text;
}

/**
 * What is said of a range's middle: itself, or at which end of the range it lies, as where a power that is held at its limit leaves
 * nothing above it. @param low as shown, like the others
 */
export const middleText = (low: string, middle: string, high: string): string =>
  middle === high ? 'the upper end' : middle === low ? 'the lower end' : middle;

/** `0.45 to 1.2 J, about 0.80`, `870 to 1000 J, about the upper end`; one number where the two ends read the same. */
export function showBand({ low, central, high }: Shown, unit: string): string {
  const [from, middle, to] = [twoDigits(low), twoDigits(central), twoDigits(high)];
  return from === to ? `${middle} ${unit}` : `${from} to ${to} ${unit}, about ${middleText(from, middle, to)}`;
}

/** For a table: `0.45 to 1.2 (0.80)`, `870 to 1000 (the upper end)`. */
export function range({ low, central, high }: Shown): string {
  const [from, middle, to] = [twoDigits(low), twoDigits(central), twoDigits(high)];
  return from === to ? middle : `${from} to ${to} (${middleText(from, middle, to)})`;
}

/** What the building adds to the machine's own electricity: `PUE 1.54: cooling and conversion add 54 %.` */
export function coolingText(pue: number): string {
  const extra = Number(((pue - 1) * 100).toPrecision(3));
  return extra === 0 ? 'PUE 1: no cooling is counted.' : `PUE ${pue}: cooling and conversion add ${extra} %.`;
}

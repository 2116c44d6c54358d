/** When electricity is cheapest for a job of a given length, by the prices of a day's hours. Pure; the day is taken to repeat. */
import { HOURS_PER_DAY } from '../../energy/figures';

export interface Window {
  /** The hour at which it begins. */
  readonly start: number;
  /** Of a kilowatt-hour over the job. */
  readonly price: number;
}

export interface CheapestHours {
  readonly cheapest: Window;
  readonly dearest: Window;
  /** Of a job that may pause, the hours in which it works, and what it pays in the mean. */
  readonly pausing: { readonly hours: readonly number[]; readonly price: number };
}

/**
 * @param prices of a kilowatt-hour, one for each hour from midnight on
 * @param length of the job in hours, above 0 and up to a day
 */
export function cheapestHours(prices: readonly number[], length: number): CheapestHours {
  const windows = prices.map((_, start): Window => ({ start, price: meanFrom(prices, start, length) }));
  const sorted = windows.toSorted((a, b) => a.price - b.price || a.start - b.start);
  const none = { start: 0, price: NaN };
  return { cheapest: sorted[0] ?? none, dearest: sorted.at(-1) ?? none, pausing: pausingOf(prices, length) };
}

/** The share of each hour, from `start` on, that a job of this length takes. */
function meanFrom(prices: readonly number[], start: number, length: number): number {
  let sum = 0;
  for (let hour = 0; hour < length; hour += 1) {
    sum += (prices[(start + hour) % HOURS_PER_DAY] ?? NaN) * Math.min(1, length - hour);
  }
  return sum / length;
}

function pausingOf(prices: readonly number[], length: number): CheapestHours['pausing'] {
  const sorted = prices
    .map((price, hour) => ({ price, hour }))
    .toSorted((a, b) => a.price - b.price || a.hour - b.hour);
  const taken = sorted.slice(0, Math.ceil(length));
  const sum = taken.reduce((all, { price }, index) => all + price * Math.min(1, length - index), 0);
  return { hours: taken.map(({ hour }) => hour).toSorted((a, b) => a - b), price: sum / length };
}

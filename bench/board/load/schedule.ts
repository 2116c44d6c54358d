/** When requests are meant to begin: fixed before the first one, whatever the server does. */

/** Poisson's: seconds from the start, ascending, as those of many strangers come. @param rate per second */
export function arrivals(rate: number, seconds: number, random: () => number): readonly number[] {
  const times: number[] = [];
  for (let at = 0; ;) {
    at -= Math.log(1 - random()) / rate;
    if (at >= seconds) return times;
    times.push(at);
  }
}

/** One at each whole step. */
export const steadily = (rate: number, seconds: number): readonly number[] =>
  Array.from({ length: Math.floor(rate * seconds) }, (_, i) => i / rate);

/** What a run came to, as lines of a test's own output. */
import type { Result } from '../../../src/report/schema';
import type { Moments } from './run-page';

export function told(result: Result): string[] {
  return result.results.map(({ model, test, format, tokensPerSecond }) => {
    const { median, low, high, samples } = tokensPerSecond ?? { median: 0, low: 0, high: 0, samples: [] };
    const figures = [median, low, high].map((value) => value.toPrecision(3));
    return `${model.name} ${test} ${format}: ${figures[0]} tokens/s, ${figures[1]} to ${figures[2]}, n = ${samples.length}`;
  });
}

export function timeline({ statuses, firstNumber }: Moments): string[] {
  const at = (moment: number): string => `${(moment / 1000).toFixed(1)} s`;
  return [
    ...statuses.map(({ text, at: moment }) => `${at(moment)} ${text}`),
    `first number after ${firstNumber === null ? 'none' : at(firstNumber)}`,
  ];
}

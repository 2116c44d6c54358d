import { expect, it } from 'vitest';
import { roughTime } from './rough-time';

it.each([
  [20, 'about a minute'],
  [100, 'about 2 minutes'],
  [570, 'about 10 minutes'],
  [1000, 'about 15 minutes'],
  [3500, 'about an hour'],
  [5400, 'about 1.5 hours'],
  [20_000, 'about 5.5 hours'],
  [200_000, 'more than 10 hours'],
])('%d s that nobody measured are %s', (seconds, words) => {
  expect(roughTime(seconds)).toBe(words);
});

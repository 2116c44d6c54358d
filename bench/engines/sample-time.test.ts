/** Repetitions and warm-up of operators. */
import { expect, test } from 'vitest';
import { repetitionsFor, warmUp } from './sample-time';

test('a short operator is repeated, a long one is not, and none without end', () => {
  expect(repetitionsFor(0.01)).toBe(10);
  expect(repetitionsFor(3)).toBe(1);
  expect(repetitionsFor(0)).toBe(256);
});

test('warming up ends when a run is no longer faster, and gives the fastest', async () => {
  const times = [9, 3, 1, 0.98, 5];
  let runs = 0;
  expect(await warmUp(() => Promise.resolve(times[runs++] ?? NaN), 10)).toBe(0.98);
  expect(runs).toBe(4);
});

test('warming up ends at the limit although runs still get faster', async () => {
  let seconds = 1;
  expect(await warmUp(() => Promise.resolve((seconds /= 2)), 4)).toBe(1 / 16);
});

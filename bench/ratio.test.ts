/** The ratio of two engines, and who won. */
import { expect, test } from 'vitest';
import { ratioOf, verdictOf } from './ratio';

test('the ratio is of pairs, not of medians', () => {
  // Both slow down together: every pair says 2, whatever the machine did meanwhile.
  const ratio = ratioOf([1, 2, 4, 8, 16], [2, 4, 8, 16, 32]);
  expect(ratio).toEqual({ median: 2, low: 2, high: 2, pairs: 5 });
});

test('five pairs give smallest to largest as the interval', () => {
  expect(ratioOf([1, 1, 1, 1, 1], [3, 5, 1.5, 4, 2])).toEqual({ median: 3, low: 1.5, high: 5, pairs: 5 });
});

test('only whole pairs count, and none gives no ratio', () => {
  expect(ratioOf([1, 1, 1], [2])?.pairs).toBe(1);
  expect(ratioOf([1], [])).toBeNull();
});

test('an interval that contains 1 is a tie', () => {
  const ratio = { median: 1.1, pairs: 5 };
  expect(verdictOf({ ...ratio, low: 1.01, high: 1.2 })).toBe('ours');
  expect(verdictOf({ ...ratio, low: 0.9, high: 1.2 })).toBe('tie');
  expect(verdictOf({ ...ratio, low: 1, high: 1.2 })).toBe('tie');
  expect(verdictOf({ ...ratio, low: 0.8, high: 0.95 })).toBe('theirs');
});

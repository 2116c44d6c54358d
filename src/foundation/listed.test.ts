/** Words in a row. */
import { expect, it } from 'vitest';
import { listed } from './listed';

it('joins words by commas, and the last by “and”', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((texts) => listed(texts))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

/** Suggestions help with slips and keep quiet otherwise. */
import { expect, it } from 'vitest';
import { editDistance, nearest } from './nearest';

const NAMES = ['SmolLM2-135M', 'Llama-3.2-1B', 'Fable'];

it.each([
  ['Fabel', 'Fable'],
  ['smollm', 'SmolLM2-135M'],
  ['llama-3.2-3B', 'Llama-3.2-1B'],
])('for %s it suggests %s', (given, meant) => {
  expect(nearest(given, NAMES)).toBe(meant);
});

it('suggests nothing for what is nothing like a name', () => {
  expect(nearest('gpt', NAMES)).toBeNull();
  expect(nearest('', NAMES)).toBeNull();
  expect(nearest('x', [])).toBeNull();
});

it('counts insertions, deletions and replacements', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('abc', 'abc')).toBe(0);
});

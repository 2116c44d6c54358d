/** The text substitution of the kernels: what it fills and what it refuses. */
import { expect, it } from 'vitest';
import { fill, unroll } from './template';

it('fills every place of a placeholder', () => {
  expect(fill('a {{X}} b {{Y_2}} c {{X}}', { X: '1', Y_2: '{{X}}' })).toBe('a 1 b {{X}} c 1');
});

it('takes a value as it is, whatever it means to String.replace', () => {
  expect(fill('{{X}}', { X: '$& $1 $$' })).toBe('$& $1 $$');
});

it('refuses a placeholder without a value', () => {
  expect(() => fill('{{MISSING}}', {})).toThrow('no value for {{MISSING}}');
});

it('refuses a value without a placeholder', () => {
  expect(() => fill('{{X}}', { X: '1', SPARE: '2' })).toThrow('no placeholder for SPARE');
});

it('unrolls a line a number of times', () => {
  expect(unroll(3, (i) => `x${i}`)).toBe('x0\nx1\nx2');
});

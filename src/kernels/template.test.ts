/** The text substitution of the kernels: what it fills and what it refuses. */
import { expect, it } from 'vitest';
import { assemble, fill, unroll } from './template';

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

it('numbers the buffers of a text in their order, those of filled parts among them', () => {
  const source = '@buffer var<storage, read_write> y: array<f32>;\n{{WEIGHTS}}\n@buffer var<storage> x: array<f32>;';
  const { code, bindings } = assemble(source, { WEIGHTS: '@buffer var<storage, read> words: array<u32>;' });
  expect(bindings).toEqual(['y', 'words', 'x']);
  expect(code.split('\n')).toEqual([
    '@group(0) @binding(0) var<storage, read_write> y: array<f32>;',
    '@group(0) @binding(1) var<storage, read> words: array<u32>;',
    '@group(0) @binding(2) var<storage> x: array<f32>;',
  ]);
});

it('refuses two buffers of one name, and a mark that declares none', () => {
  const x = '@buffer var<storage, read> x: array<f32>;';
  expect(() => assemble(`${x}\n${x}`)).toThrow('two buffers are called x');
  expect(() => assemble('@buffer var<workgroup> x: f32;')).toThrow('declares no storage variable');
});

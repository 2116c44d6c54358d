/** Tests of roof-stream on Dawn: every word is read, and each once. */
import { expect, it } from 'vitest';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { streamReference } from './reference';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when one of eight loads is left out', from: '(g + h)', to: 'g' },
  { what: 'when a load is made twice', from: 'data[at + THREADS * 7u]', to: 'data[at + THREADS * 6u]' },
  { what: 'when it stops a step too soon', from: 'step < work.steps', to: 'step + 1u < work.steps' },
]);

it('sums every word of full blocks and none of a rest', () => {
  const words = new Uint32Array(2 * 8 * 4 + 3).fill(1);
  expect([...streamReference(words, 2, 1)].reduce((all, sum) => all + sum, 0)).toBe(2 * 8 * 4);
});

/** Cold, steady and tail of each test as text. */
import { expect, it } from 'vitest';
import { entry } from '../../test/fixtures/result';
import { phaseRows } from './phases';

it('shows cold, steady and slowest, and the tenth percentile where there is one', () => {
  const decode = entry({ format: 'fp16', phase: 'decode' });
  expect(phaseRows([decode])).toEqual([{ format: 'FP16', test: 'tg64', values: ['40.0', '100.0 ± 2.0', '98.0', '-'] }]);
  const [row] = phaseRows([{ ...decode, tail: { slowest: 91.234, p90: 97, p99: null }, cold: null }]);
  expect(row?.values).toEqual(['-', '100.0 ± 2.0', '91.2', '97.0']);
});

it('leaves out what has no speed', () => {
  expect(phaseRows([entry({ format: 'fp16', phase: 'decode', tokensPerSecond: null, tail: null })])).toEqual([]);
});

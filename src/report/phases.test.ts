/** Cold, steady and tail of each test as text. */
import { expect, it } from 'vitest';
import { entry } from '../../test/fixtures/result';
import { phaseSheet } from './phases';

it('shows cold, steady and slowest, and the tenth percentile where there is one', () => {
  const decode = entry({ format: 'fp16', phase: 'decode' });
  expect(phaseSheet([decode]).rows).toEqual([['FP16', 'tg64', '40.0', '100.0 ± 2.0', '98.0', '-']]);
  const [row] = phaseSheet([{ ...decode, tail: { slowest: 91.234, p90: 97, p99: null }, cold: null }]).rows;
  expect(row).toEqual(['FP16', 'tg64', '-', '100.0 ± 2.0', '91.2', '97.0']);
});

it('leaves out what has no speed', () => {
  const silent = entry({ format: 'fp16', phase: 'decode', tokensPerSecond: null, tail: null });
  expect(phaseSheet([silent]).rows).toEqual([]);
});

/** What the cells of the table of costs say, from the rows of a report. */
import { describe, expect, it } from 'vitest';
import { fidelity, fidelityRow } from '../../../test/fixtures/fidelity';
import { referenceOf } from '../../report/fidelity-reference/reference';
import { costRows } from '../../report/fidelity-table';
import { entry } from '../fixtures/results';
import { cellOf } from './fidelity';

const results = [entry('fp16', 'decode', 60), entry('int4', 'decode', 170)];
function row(over: Parameters<typeof fidelityRow>[1] = {}) {
  const [only] = costRows({
    results,
    fidelity: fidelity({ rows: [fidelityRow('int4', over)] }),
    fidelityReference: null,
  });
  return the(only);
}

function the<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('the fixture has a row');
  return one;
}

describe('a format’s cells', () => {
  it('say the figure, and its change to FP16 below it', () => {
    expect(cellOf(row(), 'perplexity')).toEqual({ value: '21.22', note: '+1.43 %' });
    expect(cellOf(row(), 'weights').note).toBe('5.4 bits/weight');
    expect(cellOf(row(), 'top1')).toEqual({ value: '90.8 %', note: '' });
  });

  it('say of FP16 that it is what the others are measured by', () => {
    const [fp16] = costRows({ results, fidelity: fidelity(), fidelityReference: null });
    expect(cellOf(the(fp16), 'kl')).toEqual({ value: '–', note: 'the measure' });
  });

  it('say of a figure that was not measured here that it is a reference', () => {
    const [fp16, int4] = costRows({ results, fidelity: null, fidelityReference: referenceOf(['int4']) });
    expect(cellOf(the(fp16), 'perplexity')).toEqual({ value: '20.92', note: 'reference' });
    expect(cellOf(the(int4), 'perplexity')).toEqual({ value: '21.22', note: '+1.40 %, reference' });
  });

  it('say so where a figure is not what it should be, or where there is none', () => {
    const check = { quantity: 'kl', own: 1, reference: 0.02, tolerance: 0.1, passed: false } as const;
    expect(cellOf(row({ check }), 'perplexity').note).toBe('not as it should be');
    const error = { code: 'kernel-check', message: '', where: '', remedy: '' } as const;
    expect(cellOf(row({ error, perplexity: null, status: 'failed' }), 'perplexity').value).toBe('failed');
  });
});

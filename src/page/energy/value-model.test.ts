/** Value per inference of a run's own entries. No elements. */
import { describe, expect, it } from 'vitest';
import { fidelity, fidelityRow } from '../../../test/fixtures/fidelity';
import { workedEntry } from '../../energy/worked-entry';
import { energyDataOf } from '../fixtures/energy-data';
import { entry } from '../fixtures/results';
import { firstState, withFields } from './energy-state';
import { EMPTY_FIELDS } from './fields';
import { valueTable, type ValueSource } from './value-model';

const data = energyDataOf('');

const decode = entry('int4', 'decode', 200);
const prefill = entry('int4', 'prefill', 5120);

function source(change: Partial<ValueSource> = {}): ValueSource {
  const { basis } = withFields(firstState(data), { ...EMPTY_FIELDS, watts: '100' }, data);
  const int4 = workedEntry(decode, basis, null);
  const mean = (value: number) => ({ mean: value, interval: null });
  const rows = [fidelityRow('fp16'), fidelityRow('int4', { kl: mean(0.0173), top1: mean(0.908) })];
  return {
    record: {
      entries: [entry('fp16', 'decode', 100), decode, prefill].map((one) => ({ entry: one, final: true })),
      fidelity: fidelity({ rows }),
    },
    worked: int4 === null ? {} : { int4 },
    software: false,
    answerTokens: 201,
    ...change,
  };
}

describe('value per inference', () => {
  it('has cost, latency and fidelity of a format in one row, and a dash for what was not measured', () => {
    const table = valueTable(source());
    const [fp16, int4] = table?.rows ?? [];
    expect(int4?.slice(0, 4)).toEqual(['INT4', '100 ms', '5.0 ms', '1.1 s']);
    expect(int4?.[4]).toContain('0.50');
    expect(int4?.slice(6)).toEqual(['0.0173', '90.8 %']);
    expect(fp16?.slice(0, 5)).toEqual(['FP16', '–', '10 ms', '–', '–']);
    expect(table?.notes.join(' ')).toContain('typed in');
  });

  it('waits for a run, and calls a software adapter one', () => {
    expect(valueTable(source({ record: { entries: [], fidelity: null } }))).toBeNull();
    const table = valueTable(source({ worked: {}, software: true }));
    expect(table?.notes.join(' ')).toContain('Software adapter');
    expect(table?.rows[1]?.[4]).toBe('–');
  });
});

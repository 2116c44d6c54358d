/** The CSV export: what its rows hold, that its numbers come back exactly, and that no cell is run by a spreadsheet. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { CSV_COLUMNS, PART_COLUMNS, toCsv } from './csv';
import { ENERGY } from './fixtures/energy';

function read(text: string): readonly Record<string, string>[] {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(meta.fields).toEqual([...CSV_COLUMNS, ...PART_COLUMNS]);
  return data;
}

const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

describe('a result as CSV', () => {
  it('of several has one head, and the rows of each with when it began', () => {
    const rows = read(
      toCsv(
        result(),
        result({ startedAt: '2026-11-23T12:00:00.000Z', results: [entry({ format: 'int4', phase: 'decode' })] }),
      ),
    );
    expect(rows.map((row) => row['started_at']?.slice(0, 10))).toEqual([
      ...Array.from({ length: 20 }, () => '2026-11-22'),
      ...Array.from({ length: 5 }, () => '2026-11-23'),
    ]);
  });

  it('has one row for each repetition of each test, with what identifies it', () => {
    const rows = read(toCsv(result()));
    expect(rows).toHaveLength(4 * 5);
    expect(rows[0]).toMatchObject({
      adapter: 'Acme R-1',
      software_adapter: 'false',
      model: 'SmolLM2-135M',
      weights: 'synthetic',
      format: 'fp16',
      test: 'pp512',
      repetition: '1',
      median_tokens_per_second: '1000',
      ttft_seconds: '0.49',
    });
    expect(rows[0]?.['workload_id']).toBe('1a'.repeat(32));
  });

  it('says what a token takes on each row, with where that comes from, and nothing where it was not worked out', () => {
    const decode = entry({ format: 'int4', phase: 'decode', workloadId: 'w' });
    const rows = read(toCsv(result({ results: [decode], energy: ENERGY })));
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      expect(row).toMatchObject({
        ...{ energy_provenance: 'estimated', energy_boundary: 'gpu', energy_idle: 'included' },
        ...{ joules_per_token_low: '0.5', joules_per_token_high: '2', marginal_joules_per_token_low: '' },
        ...{ tokens_per_second_per_megawatt_central: '1000000', electricity_currency: 'USD', pue: '1' },
        ...{ answer_tokens: '500', answer_joules_central: '400', answer_provenance: 'estimated' },
      });
    }
    const [without] = read(toCsv(result({ results: [decode] })));
    expect(PART_COLUMNS.map((name) => without?.[name])).toEqual(PART_COLUMNS.map(() => ''));
  });

  it('gives back every number exactly as it was', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 12 }), positive, (samples, seconds) => {
        const tokensPerSecond = { median: samples[0] ?? 1, low: 1e-300, high: 1e300, samples };
        const durations = samples.map((_, order) => ({ order, seconds }));
        const one = entry({ format: 'int4', phase: 'decode', tokensPerSecond, durations });
        const rows = read(toCsv(result({ results: [one] })));
        expect(rows.map((row) => Number(row['tokens_per_second']))).toEqual(samples);
        expect(rows.map((row) => Number(row['seconds']))).toEqual(samples.map(() => seconds));
      }),
    );
  });

  it('keeps a test that was not timed as a row without figures and with its error', () => {
    const error = { code: 'kernel-check', message: 'gemv is wrong.', where: 'gemv', remedy: 'Update.' } as const;
    const failed = entry({ format: 'int4', phase: 'decode', status: 'failed', tokensPerSecond: null, error });
    const rows = read(toCsv(result({ results: [failed] })));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      status: 'failed',
      repetition: '',
      seconds: '',
      tokens_per_second: '',
      error: 'gemv is wrong. Update.',
    });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'makes text of a name that begins as a formula: %j',
    (name) => {
      const adapter = { ...result().adapter, description: name };
      const [row] = read(toCsv(result({ adapter })));
      expect(row?.['adapter']).toBe(`'${name}`);
    },
  );

  it('keeps commas, quotes and line breaks of a name within its cell', () => {
    const adapter = { ...result().adapter, description: 'a,"b"\nc\u001b[2J' };
    const [row] = read(toCsv(result({ adapter })));
    expect(row?.['adapter']).toBe('a,"b"\nc\ufffd[2J');
  });
});

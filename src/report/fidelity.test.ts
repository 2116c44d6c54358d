/** From measured windows to the figures of a result, what is warned of, and what a table says of both. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fidelity as fixture, fidelityRow } from '../../test/fixtures/fidelity';
import { entry, result } from '../../test/fixtures/result';
import type { Fidelity as Measured, FormatFidelity } from '../benchmark/fidelity/fidelity';
import { TokamarkError } from '../foundation/errors';
import { bytes } from '../foundation/units';
import { parseResult, toJson } from './json';
import { fidelityOf, fidelityWarnings } from './fidelity';
import { costRows, tensorSheet } from './fidelity-table';
import type { ResultEntry } from './schema';
import { ENERGY } from './fixtures/energy';
import { toMarkdown } from './markdown';
import { fidelitySchema } from './schema/fidelity';

type Windows = FormatFidelity['windows'];
const rowOf = (format: FormatFidelity['format'], windows: Windows, over: Partial<FormatFidelity> = {}) => ({
  ...{ format, windows, check: null, tensors: [], error: null },
  ...over,
});
const measured = (...rows: readonly FormatFidelity[]): Measured => ({
  model: 'Fable',
  weightsSha256: 'a'.repeat(64),
  passageSha256: 'b'.repeat(64),
  windowTokens: 512,
  windowsAsked: 8,
  rows,
});
const fourTimes = <T>(two: readonly T[]): T[] => Array.from({ length: 4 }, () => two).flat();
const fp16 = rowOf(
  'fp16',
  fourTimes([
    { nll: Math.log(10), kl: 0, top1: 1 },
    { nll: Math.log(40), kl: 0, top1: 1 },
  ]),
);

describe('fidelity in a result', () => {
  it('has perplexity as exp of the mean nats, its change to FP16 window by window, and means of KL and agreement', () => {
    const int4 = rowOf(
      'int4',
      fourTimes([
        { nll: Math.log(11), kl: 0.01, top1: 0.9 },
        { nll: Math.log(44), kl: 0.03, top1: 0.8 },
      ]),
    );
    const [base, row] = fidelityOf(measured(fp16, int4)).rows;
    expect(base).toMatchObject({ perplexityChange: null, kl: null, top1: null, weightError: null });
    expect(base?.perplexity).toBeCloseTo(20, 9);
    expect(base?.windows[0]).toEqual({ nll: Math.log(10), kl: null, top1: null });
    expect(row?.perplexity).toBeCloseTo(22, 9);
    expect(row?.perplexityChange?.mean).toBeCloseTo(0.1, 9);
    expect(row?.kl?.mean).toBeCloseTo(0.02, 9);
    expect(row?.top1?.mean).toBeCloseTo(0.85, 9);
  });

  it('is as surprising as FP16 where it is the same, whatever the text', () => {
    const window = fc.record({
      nll: fc.double({ min: 0, max: 20, noNaN: true }),
      kl: fc.constant(0),
      top1: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(window, { minLength: 8, maxLength: 32 }), (windows) => {
        const [base, same] = fidelityOf(measured(rowOf('fp16', windows), rowOf('int8', windows))).rows;
        expect(same?.perplexity).toBe(base?.perplexity);
        expect(same?.perplexityChange?.mean).toBe(0);
        expect(same?.kl?.mean).toBe(0);
        const mean = windows.reduce((sum, { nll }) => sum + nll, 0) / windows.length;
        expect(Math.log(base?.perplexity ?? NaN)).toBeCloseTo(mean, 9);
      }),
    );
  });

  it('adds its matrices’ errors up by their squares, and gives bits a weight', () => {
    const tensor = (name: string, squaredError: number) => ({
      name,
      ...({ format: 'int4', rows: 4, columns: 4, bytes: bytes(9) } as const),
      error: { weights: 16, squaredError, squaredValue: 50, largestError: squaredError / 10 },
    });
    const int4 = rowOf('int4', fp16.windows, { tensors: [tensor('a', 1), tensor('b', 3)] as const });
    const row = fidelityOf(measured(fp16, int4)).rows[1];
    expect(row?.weightError).toEqual({
      relativeRms: 0.2,
      largestError: 0.3,
      weights: 32,
      bytes: 18,
      bitsPerWeight: 4.5,
    });
    expect(row?.tensors.map(({ relativeRms }) => relativeRms)).toEqual([Math.sqrt(0.02), Math.sqrt(0.06)]);
  });

  it('has no figure from fewer than eight windows, and keeps what it read of each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), (many) => {
        const windows = Array.from({ length: many }, () => ({ nll: 3, kl: 0.01, top1: 0.9 }));
        for (const row of fidelityOf(measured(rowOf('fp16', windows), rowOf('int4', windows))).rows) {
          expect(row).toMatchObject({ perplexity: null, perplexityChange: null, kl: null, top1: null });
          expect(row.windows).toHaveLength(many);
        }
      }),
    );
  });

  it('has intervals that hold the mean', () => {
    const windows = fourTimes([0.01, 0.02]).map((kl) => ({ nll: 3, kl, top1: 0.9 }));
    const int4 = fidelityOf(measured(rowOf('fp16', windows), rowOf('int4', windows))).rows[1];
    expect(int4?.kl?.mean).toBeCloseTo(0.015, 9);
    // Standard deviation 0.0053452, t of seven degrees of freedom 2.365, eight windows.
    expect(int4?.kl?.interval?.low).toBeCloseTo(0.015 - (2.365 * 0.0053452) / Math.sqrt(8), 6);
    expect(int4?.kl?.interval?.high).toBeCloseTo(0.015 + (2.365 * 0.0053452) / Math.sqrt(8), 6);
  });
});

describe('what is warned of', () => {
  it('is nothing where every figure is the reference’s', () => {
    expect(fidelityWarnings(fixture())).toEqual([]);
  });

  it('is a format whose figure is off, with both figures, and one that failed, with the reason', () => {
    const off = fidelityRow('int4', {
      check: { quantity: 'kl', own: 0.4, reference: 0.0173, tolerance: 0.1, passed: false },
    });
    const error = new TokamarkError({ code: 'kernel-check', message: 'No numbers.', where: 'x', remedy: 'Report it.' });
    const failed = fidelityRow('int8', { status: 'failed', error: { ...error.toData() } });
    const messages = fidelityWarnings(fixture({ rows: [fidelityRow('fp16'), off, failed] })).map(
      ({ message }) => message,
    );
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatch(
      /INT4 does not compute what it should here.*0\.4 here and 0\.0173.*10 %.*speed included/,
    );
    expect(messages[1]).toBe('INT8 has no fidelity: No numbers. Report it.');
  });
});

describe('the row of a format', () => {
  const measuredBoth = result({ fidelity: fixture() });

  it('has speed, memory and fidelity side by side', () => {
    const [base, int4] = costRows(measuredBoth);
    expect(base).toMatchObject({
      format: 'fp16',
      decode: '100.0 ± 2.0',
      weights: '257 MiB',
      perplexity: '20.92',
      kl: '',
    });
    expect(int4).toEqual({
      format: 'int4',
      decode: '200 ± 4',
      prefill: '2000 ± 40',
      weights: '86.8 MiB',
      bitsPerWeight: '5.4',
      perplexity: '21.22',
      change: '+1.43 %',
      kl: '0.0173',
      top1: '90.8 %',
      weightError: '9.12 %',
      basis: 'measured',
      check: 'agrees with the reference',
    });
  });

  it('goes without a speed where its format was not timed', () => {
    const results = [entry({ format: 'int4', phase: 'decode' })];
    expect(costRows({ results, fidelity: fixture(), fidelityReference: null })[0]).toMatchObject({
      decode: '',
      weights: '',
      perplexity: '20.92',
    });
    expect(costRows(result())).toEqual([]);
  });

  it('shows an interval where there is one', () => {
    const int4 = fidelityRow('int4', { kl: { mean: 0.0173, interval: { low: 0.0161, high: 0.0185 } } });
    expect(costRows(result({ fidelity: fixture({ rows: [int4] }) }))[0]?.kl).toBe('0.0173 (0.0161 to 0.0185)');
  });
});

describe('a report with fidelity', () => {
  const measuredBoth = result({ fidelity: fixture() });

  it('has one row a format, with each figure explained', () => {
    const text = toMarkdown(measuredBoth);
    expect(text).toContain('## What quantisation costs');
    expect(text).toMatch(/\| INT4 +\| +200 ± 4 \| +2000 ± 40 \| +86\.8 MiB \| +21\.22 \| \+1\.43 % \| +0\.0173 \|/);
    expect(text).toContain('perplexity: how unsure the model is');
    expect(text).toContain('Speed and weights: SmolLM2-135M.');
    expect(text).toContain('| INT4   | layer 0 qkv | INT4      | 512×256 |');
    expect(tensorSheet(fixture()).rows).toHaveLength(1);
    expect(toMarkdown(result())).not.toContain('quantisation');
  });

  it('names the model of the speeds that stand there, and none of the line’s', () => {
    const small = { name: 'Fable', weights: 'synthetic', parameters: 5e6 } as const;
    const line = entry({ format: 'int4', phase: 'decode', model: small });
    const text = toMarkdown({ ...measuredBoth, results: [...measuredBoth.results, line] });
    expect(text).toContain('Speed and weights: SmolLM2-135M.');
  });

  it('has energy and cost beside speed and fidelity, with how known they are, where they were worked out', () => {
    const isOfRow = ({ format, phase }: ResultEntry) => format === 'int4' && phase === 'decode';
    const results = measuredBoth.results.map((one) => (isOfRow(one) ? { ...one, workloadId: 'w' } : one));
    const [line] = toMarkdown({ ...measuredBoth, results, energy: ENERGY })
      .split('\n')
      .filter((one) => /\| INT4 .*\| +21\.22 \|/.test(one));
    expect(line).toContain('| 0.50 to 2.0 (1.0) |');
    expect(line).toContain('0.026 to 0.10 (0.052) USD | estimated · GPU only · idle power included |');
  });

  it('lets nothing of a model’s name add a column', () => {
    const hostile = fixture({ model: { name: 'a|b\n# c', sha256: 'a'.repeat(64) } });
    expect(toMarkdown(result({ fidelity: hostile }))).toContain('a\\|b # c on 8 windows');
  });

  it('reads back as it was written, and is refused by field where a figure is absurd', () => {
    expect(parseResult(toJson(measuredBoth))).toEqual(measuredBoth);
    const absurd = {
      ...fixture(),
      rows: [fidelityRow('int4', { top1: { mean: 0.9, interval: null }, perplexity: -1 })],
    };
    expect(fidelitySchema.safeParse(absurd).error?.issues[0]?.path).toEqual(['rows', 0, 'perplexity']);
  });
});

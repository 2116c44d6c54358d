/** The frozen fidelity: its figures follow from its windows, and agree with what torch and transformers made of the same ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FEWEST_WINDOWS } from '../../benchmark/fidelity/fidelity';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { parseQuantised, parseReference, QUANTISED_FORMATS, referenceKl } from '../../model/parity/reference';
import { fidelityOf } from '../fidelity';
import { FROZEN, referenceOf } from './reference';

const { fidelity } = FROZEN;
const fable = (name: string) => readFileSync(join(import.meta.dirname, '../../../public/models/fable', name), 'utf8');
const near = (own: number | undefined, expected: number | undefined, share: number) =>
  Math.abs((own ?? NaN) / (expected ?? NaN) - 1) < share;

describe('the frozen fidelity', () => {
  it('has every format that ships, on all windows of the passage, and says how it was made', () => {
    expect(fidelity.rows.map(({ format }) => format)).toEqual(MODEL_FORMATS);
    expect(fidelity.passage.windows).toBeGreaterThanOrEqual(FEWEST_WINDOWS);
    for (const { windows } of fidelity.rows) expect(windows).toHaveLength(fidelity.passage.windows);
    expect(FROZEN.command).toContain(`--fidelity-windows ${fidelity.passage.windows}`);
    expect(FROZEN.engine.commit).toMatch(/^[0-9a-f]{12}$/);
  });

  it('has the figures that its windows give', () => {
    const again = fidelityOf({
      ...{ model: 'Fable', weightsSha256: fidelity.model.sha256, passageSha256: fidelity.passage.sha256 },
      ...{ windowTokens: fidelity.passage.windowTokens, windowsAsked: fidelity.passage.windows },
      rows: fidelity.rows.map(({ format, windows }) => ({
        ...{ format, check: null, tensors: [], error: null },
        windows: windows.map(({ nll, kl, top1 }) => ({ nll, kl: kl ?? 0, top1: top1 ?? 1 })),
      })),
    });
    for (const [index, row] of again.rows.entries()) {
      const kept = fidelity.rows[index];
      expect(near(kept?.perplexity ?? NaN, row.perplexity ?? NaN, 1e-6)).toBe(true);
      if (row.format === 'fp16') continue;
      for (const figure of ['kl', 'top1'] as const) {
        expect(near(kept?.[figure]?.mean, row[figure]?.mean, 1e-6)).toBe(true);
        expect(near(kept?.[figure]?.interval?.low, row[figure]?.interval?.low, 1e-5)).toBe(true);
        expect(near(kept?.[figure]?.interval?.high, row[figure]?.interval?.high, 1e-5)).toBe(true);
      }
      // Differences of nats, each rounded to eight digits.
      expect(kept?.perplexityChange?.mean).toBeCloseTo(row.perplexityChange?.mean ?? NaN, 6);
    }
  });

  it('agrees with transformers and torch: perplexity within 0.1 %, KL within 2 %, window by window within 2 and 15 %', () => {
    const nll = parseReference(fable('reference.json'), 'reference.json').perplexity.window_mean_nll;
    const rowOf = (format: string) => fidelity.rows.find((row) => row.format === format);
    const mean = nll.reduce((sum, one) => sum + one, 0) / nll.length;
    expect(near(rowOf('fp16')?.perplexity ?? NaN, Math.exp(mean), 0.001)).toBe(true);
    for (const [index, window] of (rowOf('fp16')?.windows ?? []).entries()) {
      expect(near(window.nll, nll[index], 0.02)).toBe(true);
    }
    const quantised = parseQuantised(fable('quantised.json'), 'quantised.json');
    for (const format of QUANTISED_FORMATS) {
      const kl = referenceKl(quantised, format, 'quantised.json');
      const row = rowOf(format);
      expect(near(row?.kl?.mean, kl.reduce((sum, one) => sum + one, 0) / kl.length, 0.02)).toBe(true);
      for (const [index, window] of (row?.windows ?? []).entries()) {
        expect(near(window.kl ?? NaN, kl[index], 0.15)).toBe(true);
      }
    }
  });

  it('gives FP16 with every format, and nothing without one', () => {
    expect(referenceOf([])).toBeNull();
    expect(referenceOf(['w4a8', 'int4'])?.rows.map(({ format }) => format)).toEqual(['fp16', 'int4', 'w4a8']);
  });
});

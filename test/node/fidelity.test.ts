/** Fidelity on Dawn, with Fable, its passage and its reference figures: right where kernels are right, and caught where not. */
import { beforeAll, describe, expect, it } from 'vitest';
import { Bench, SILENT } from '../../src/benchmark/bench';
import type { Fidelity, FidelityInput } from '../../src/benchmark/fidelity/fidelity';
import { openFidelityFiles } from '../../src/benchmark/fidelity/files';
import { measureFidelity } from '../../src/benchmark/fidelity/measure-fidelity';
import { Verifier } from '../../src/benchmark/verify';
import type { GpuContext } from '../../src/device/context';
import { openContext } from '../../src/device/open';
import { seconds } from '../../src/foundation/units';
import { MODEL_FORMATS, type ModelFormat } from '../../src/kernels/recipe';
import { FROZEN } from '../../src/report/fidelity-reference/reference';
import { fidelityOf, fidelityWarnings } from '../../src/report/fidelity';
import { tensorSheet } from '../../src/report/fidelity-table';
import { fidelitySchema } from '../../src/report/schema/fidelity';
import { alteredGpu } from '../fixtures/altered-gpu';
import { gpu, withDevice } from '../fixtures/device';
import { engineOn, runOn } from '../fixtures/engine';
import { fidelityFiles } from '../fixtures/fidelity-files';

let input: FidelityInput;
beforeAll(async () => {
  input = await openFidelityFiles(await fidelityFiles(), null);
});

/** Takes every kernel for right, so that what a wrong one does to the figures is seen. */
class Trusting extends Verifier {
  override verify() {
    return Promise.resolve([]);
  }
}

/** Unless `checked`, only the figures are compared with the reference files'. */
async function measured(context: GpuContext, formats: readonly ModelFormat[], windows: number, checked = false) {
  const partial: Fidelity[] = [];
  const verifier = new (checked ? Verifier : Trusting)(context, null);
  const bench = new Bench({ context, signal: null, events: SILENT, verifier });
  const fidelity = await measureFidelity(
    bench,
    { input, formats, windows, deadline: null },
    {
      onProgress: () => undefined,
      onFidelity: (state) => partial.push(state),
    },
  );
  if (fidelity === null) throw new Error('no fidelity without a deadline');
  return { fidelity, partial };
}

describe('Fable in every format on the first two windows of its passage', () => {
  const context = withDevice();
  let fidelity: Fidelity;
  let partial: readonly Fidelity[];
  beforeAll(async () => {
    const begin = performance.now();
    ({ fidelity, partial } = await measured(context(), MODEL_FORMATS, 2));
    console.log(`six formats, two windows: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    for (const { format, check, weightError } of fidelityOf(fidelity).rows) {
      const figures = [check?.own, weightError?.relativeRms, weightError?.bitsPerWeight];
      console.log(`${format}: ${figures.map((figure) => figure?.toPrecision(4) ?? '-').join(' ')}`);
    }
  });

  it('has the reference’s perplexity at FP16 within half a per cent, window by window too', () => {
    const [fp16] = fidelity.rows;
    expect(fp16).toMatchObject({ format: 'fp16', error: null, check: { quantity: 'perplexity', passed: true } });
    const expected = input.reference.perplexity.window_mean_nll;
    for (const [index, { nll }] of (fp16?.windows ?? []).entries()) {
      expect(Math.exp(nll) / Math.exp(expected[index] ?? NaN)).toBeCloseTo(1, 2);
    }
  });

  it('has the reference’s KL in every quantised format, and agrees with FP16 about as often as there', () => {
    // Of all 32 windows; two of them differ from it by chance.
    const agreement = { fp16: 1, int8: 0.991, int4: 0.908, mxfp4: 0.881, nvfp4: 0.903, w4a8: 0.906 };
    for (const { format, check, windows } of fidelity.rows) {
      expect(windows).toHaveLength(2);
      expect({ format, check }).toMatchObject({ check: { passed: true } });
      const top1 = windows.reduce((sum, window) => sum + window.top1 / windows.length, 0);
      expect(Math.abs(top1 - agreement[format])).toBeLessThan(0.03);
    }
  });

  it('loses more with fewer bits, and in the weights as in the text', () => {
    const rows = new Map(fidelityOf(fidelity).rows.map((row) => [row.format, row]));
    const lost = (format: ModelFormat) => rows.get(format)?.weightError?.relativeRms ?? NaN;
    expect(lost('int8')).toBeLessThan(0.01);
    expect(lost('int4')).toBeGreaterThan(10 * lost('int8'));
    expect(lost('mxfp4')).toBeGreaterThan(lost('nvfp4'));
    expect(lost('w4a8')).toBe(lost('int4'));
    expect(rows.get('fp16')).toMatchObject({ weightError: null, kl: null, top1: null, perplexityChange: null });
    // Two windows are no figure.
    expect(rows.get('int4')).toMatchObject({ perplexity: null, perplexityChange: null, kl: null, top1: null });
  });

  it('gives what the frozen reference has of these windows', () => {
    for (const { format, windows } of fidelity.rows) {
      const frozen = FROZEN.fidelity.rows.find((row) => row.format === format);
      for (const [index, { nll, kl, top1 }] of windows.entries()) {
        const kept = frozen?.windows[index];
        expect(Math.abs(nll / (kept?.nll ?? NaN) - 1)).toBeLessThan(0.002);
        if (format !== 'fp16') expect(Math.abs(kl / (kept?.kl ?? NaN) - 1)).toBeLessThan(0.05);
        expect(Math.abs(top1 - (kept?.top1 ?? 1))).toBeLessThan(0.01);
      }
      const lost = fidelityOf(fidelity).rows.find((row) => row.format === format)?.weightError?.relativeRms ?? 0;
      expect(Math.abs(lost - (frozen?.weightError?.relativeRms ?? 0))).toBeLessThan(1e-6);
    }
    expect(FROZEN.fidelity.model.sha256).toBe(fidelity.weightsSha256);
    expect(FROZEN.fidelity.passage.sha256).toBe(fidelity.passageSha256);
  });

  it('has an error for each matrix, by the format that it is stored in', () => {
    const int4 = tensorSheet(fidelityOf(fidelity)).rows.filter(([format]) => format === 'INT4');
    expect(int4).toHaveLength(1 + 6 * 4);
    expect(int4[0]?.slice(1, 5)).toEqual(['embedding', 'INT8', '2048×256', '8.5']);
    expect(int4[1]?.slice(2, 5)).toEqual(['INT4', '512×256', '4.5']);
  });

  it('is a valid part of a result after every window, without a warning', () => {
    expect(partial.map(({ rows }) => rows.map(({ windows }) => windows.length))).toEqual([
      Array.from({ length: 6 }, () => 1),
      Array.from({ length: 6 }, () => 2),
    ]);
    for (const state of partial) {
      expect(fidelitySchema.parse(fidelityOf(state)).passage.windowTokens).toBe(512);
      expect(fidelityWarnings(fidelityOf(state))).toEqual([]);
    }
  });

  it('ends before a window that the deadline has no room for, and has nothing where there is none for the first', async () => {
    const request = { input, formats: ['fp16'] as const, windows: 3 };
    const none = () => ({ onProgress: () => undefined, onFidelity: () => undefined });
    // A clock that moves by ten seconds whenever it is asked.
    const slow = () => {
      let now = 0;
      return { now: () => seconds((now += 10)) };
    };
    const until = (deadline: number) => {
      const bench = new Bench({ context: context(), clock: slow(), signal: null, events: SILENT });
      return measureFidelity(bench, { ...request, deadline: seconds(deadline) }, none());
    };
    expect(await until(5)).toBeNull();
    expect((await until(55))?.rows[0]?.windows).toHaveLength(1);
  });
});

describe('a format that computes wrongly on this device', () => {
  const changed = (edit: (label: string, code: string) => string) => alteredGpu(gpu, { edit });

  it.each([
    {
      what: 'INT4’s scales a twentieth too large',
      edit: (label: string, code: string) =>
        label.startsWith('gemm int4') ? code.replaceAll('scale(block, ', '1.05 * scale(block, ') : code,
      wrong: ['int4'],
    },
    {
      what: 'every norm a thirtieth too large',
      edit: (label: string, code: string) =>
        label.startsWith('rms-norm') ? code.replaceAll('inverseSqrt(', '1.03 * inverseSqrt(') : code,
      wrong: ['fp16'],
    },
  ])('is caught: $what', async ({ edit, wrong }) => {
    let edited = 0;
    const altered = changed((label, code) => {
      const text = edit(label, code);
      if (text !== code) edited += 1;
      return text;
    });
    const context = await openContext(altered.gpu, 'high-performance');
    const { fidelity } = await measured(context, ['fp16', 'int4'], 1);
    context.close();
    expect(edited).toBeGreaterThan(0);
    const failed = fidelity.rows.filter(({ check }) => check?.passed === false).map(({ format }) => format);
    expect(failed).toEqual(expect.arrayContaining(wrong));
    const warnings = fidelityWarnings(fidelityOf(fidelity));
    for (const format of wrong) {
      expect(warnings.map(({ message }) => message).join('\n')).toContain(`${format.toUpperCase()} does not compute`);
    }
    expect(altered.liveBytes()).toBeLessThan(1024);
  });

  it('is refused before it reads, and costs no other format its figures', async () => {
    const altered = changed((label, code) =>
      label.startsWith('gemm int4') ? code.replaceAll('scale(block, ', '1.05 * scale(block, ') : code,
    );
    const context = await openContext(altered.gpu, 'high-performance');
    const { fidelity } = await measured(context, ['int4', 'int8'], 1, true);
    context.close();
    expect(fidelity.rows.map(({ format, windows }) => [format, windows.length])).toEqual([
      ['fp16', 1],
      ['int4', 0],
      ['int8', 1],
    ]);
    expect(fidelity.rows[1]?.error).toMatchObject({ code: 'kernel-check', where: expect.stringMatching(/^gemm int4/) });
    expect(altered.liveBytes()).toBeLessThan(1024);
  });

  it('is a row with its error where it gives no numbers, and the others keep theirs', async () => {
    const { gpu: altered } = changed((label, code) =>
      label.startsWith('gemm int4')
        ? code.replaceAll('scale(block, ', 'sqrt(-1.0 - f32(block)) * scale(block, ')
        : code,
    );
    const context = await openContext(altered, 'high-performance');
    const { fidelity } = await measured(context, ['int4', 'int8'], 1);
    context.close();
    expect(fidelity.rows.map(({ format, windows }) => [format, windows.length])).toEqual([
      ['fp16', 1],
      ['int4', 0],
      ['int8', 1],
    ]);
    const result = fidelitySchema.parse(fidelityOf(fidelity));
    expect(result.rows[1]).toMatchObject({ status: 'failed', perplexity: null, error: { code: 'kernel-check' } });
    expect(fidelityWarnings(result)[0]?.message).toContain('INT4 has no fidelity');
  });
});

describe('fidelity in a run', () => {
  const { engine, liveBytes } = engineOn();
  const short = { repetitions: 1, fidelity: { windows: 1 } };

  it('stands beside the speeds, is a planned step, and frees its buffers', async () => {
    const before = liveBytes();
    const { result, events } = await runOn(engine, {
      ...short,
      formats: ['int4'],
      fidelityFiles: await fidelityFiles(),
    });
    expect(result).toMatchObject({ status: 'complete', fidelity: { model: { name: 'Fable' }, path: 'prefill' } });
    expect(result.fidelity?.rows.map(({ format }) => format)).toEqual(['fp16', 'int4']);
    expect(result.warnings.filter(({ code }) => code === 'fidelity')).toEqual([]);
    const planned = events.flatMap((event) => (event.type === 'plan' ? event.steps : []));
    expect(planned.filter(({ id }) => id === 'fidelity')).toHaveLength(2);
    expect(events.filter(({ type }) => type === 'fidelity')).toHaveLength(2);
    expect(result.fidelityReference?.rows.map(({ format }) => format)).toEqual(['fp16', 'int4']);
    expect(liveBytes()).toBe(before);
  });

  it('is null, and said to be, without its files, with damaged ones, and without time', async () => {
    const said = async (change: Parameters<typeof runOn>[1]) => {
      const { result } = await runOn(engine, { ...short, formats: ['int4'], ...change });
      expect(result).toMatchObject({ status: 'complete', fidelity: null });
      return result.warnings.map(({ message }) => message).join('\n');
    };
    expect(await said({ fidelityFiles: null })).toContain('Fidelity was not measured');
    const damaged = { ...(await fidelityFiles()), reference: new Blob(['{']) };
    expect(await said({ fidelityFiles: damaged })).toContain('reference.json');
    expect(await said({ fidelityFiles: await fidelityFiles(), budgetSeconds: 1 })).toContain('Fidelity was left out');
    expect(await said({ fidelity: null })).not.toContain('idelity');
  });
});

/** The table for page and command: what fits, what is predicted from which run, and what is only said. */
import { describe, expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import { bytes } from '../foundation/units';
import { RECIPES } from '../kernels/recipe';
import { cachedDevice, timedRun } from '../report/cost-model/fixtures/timed-device';
import { modelsMarkdown } from './models-markdown';
import { fitOf, neededBytes, type KnownMemory } from './fit';
import { runOn } from './fixtures/known-device';
import { MODELS_SCHEMA, modelsTable, type ModelsRequest } from './models-table';
import { loadPublishedModels, type PublishedModel } from './published-models';

const { models } = await loadPublishedModels();
const named = (name: string): PublishedModel => models.find((one) => one.name === name) ?? expect.fail(name);
const RUN = runOn(
  { t0: 1e-3, bandwidth: 5e11, flopsPerSecond: 2e13 },
  ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'].map(named),
);
const TUNED = timedRun(cachedDevice(2 ** 25, 4), {
  shapes: ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'],
  formats: ['fp16', 'int4'],
  tests: [
    { phase: 'prefill', depth: 0, tokens: 512, batch: 1 },
    { phase: 'decode', depth: 0, tokens: 64, batch: 1 },
  ],
});
const REQUEST: ModelsRequest = {
  ...{ formats: ['fp16', 'int8', 'int4'], context: 2048, promptTokens: 512, result: RUN, memory: [] },
};
const row = (name: string, request = REQUEST) => modelsTable([named(name)], request).models[0] ?? expect.fail(name);

describe('the table', () => {
  it('is JSON that says of what run it is, and marks a software adapter', () => {
    const table = modelsTable(models, REQUEST);
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
    expect(table).toMatchObject({ schema: MODELS_SCHEMA, context: 2048, promptTokens: 512 });
    expect(table.device).toMatchObject({ software: RUN.adapter.software, startedAt: RUN.startedAt });
    const software = { ...RUN, adapter: { ...RUN.adapter, software: true } };
    expect(modelsTable(models, { ...REQUEST, result: software }).device?.software).toBe(true);
    expect(table.models).toHaveLength(models.length);
  });

  it('has bytes without any run, and predicts nothing', () => {
    const table = modelsTable(models, { ...REQUEST, result: null });
    expect(table.device).toBeNull();
    for (const { formats } of table.models) {
      for (const one of formats) {
        expect(one.weightBytes).toBeGreaterThan(0);
        expect(one.decode).toEqual({ missing: 'There is no run of this device to predict from.' });
        expect(one.fit.fits).toBe('unknown');
      }
    }
  });

  it('predicts what our kernels do not compute as if they did, and says so', () => {
    const gemma = row('Gemma-3-1b');
    expect(gemma.runs).toBe(false);
    expect(gemma.whyNotRun).toContain('sliding windows');
    expect(gemma.formats.at(-1)?.decode).toHaveProperty('median');
    expect(row('Qwen2.5-7B')).toMatchObject({ runs: true, whyNotRun: null });
  });

  it('predicts nothing of a model that does not fit', () => {
    const memory = [{ bytes: bytes(4e9), from: 'stated' as const, isAll: true }];
    const [fp16, , int4] = row('Llama-3.2-3B', { ...REQUEST, memory }).formats;
    expect(fp16?.fit.fits).toBe('no');
    expect(fp16?.decode).toEqual({ missing: 'The device does not hold the model at this format.' });
    expect(fp16?.firstToken).toEqual(fp16?.decode);
    expect(int4?.decode).toHaveProperty('median');
  });

  it('says of decode and of the first token what each is predicted from, and how sure its ranges mean to be', () => {
    const text = modelsMarkdown(modelsTable([named('Llama-3.1-8B')], REQUEST));
    expect(text).toContain('INT4: decode by the line of Llama-3.2-1B');
    expect(text).toContain('INT4: the first token by the prompt of Llama-3.2-1B');
    expect(text).toContain('nine times in ten');
    const bySites = modelsMarkdown(modelsTable([named('Qwen2.5-0.5B')], { ...REQUEST, result: TUNED }));
    expect(bySites).toMatch(/INT4: decode by the cost model: .*32 positions at most/);
    expect(bySites).toMatch(/INT4: the first token by the cost model: .*one model alone was measured/);
    expect(bySites).not.toContain('INT8: decode');
  });

  it('predicts no more positions than a model reads', () => {
    const [, , int4] = row('SmolLM2-1.7B', { ...REQUEST, context: 16_384 }).formats;
    expect(int4?.decode).toEqual({ missing: 'SmolLM2-1.7B reads 8192 positions at most.' });
    expect(int4?.firstToken).toHaveProperty('median');
  });
});

describe('whether a model fits', () => {
  const model = named('Llama-3.1-8B');
  const needed = neededBytes(model, RECIPES.int4, 4096);
  const of = (memory: readonly KnownMemory[], limits: Readonly<Record<string, number>> = {}) =>
    fitOf(model, RECIPES.int4, 4096, { limits, memory });
  const known = (size: number, from: KnownMemory['from'], isAll: boolean): KnownMemory => ({
    bytes: bytes(size),
    from,
    isAll,
  });

  it('counts weights, cache and logits', () => {
    expect(needed).toBeGreaterThan(4.5e9 + 0.5e9);
    expect(needed).toBeLessThan(6e9);
  });

  it('is not known where nobody says how much memory there is', () => {
    expect(of([])).toMatchObject({ fits: 'unknown' });
    expect(of([known(1e9, 'run', false)])).toMatchObject({ fits: 'unknown' });
    expect(of([known(1e9, 'allocated', false)])).toMatchObject({ fits: 'unknown' });
  });

  it('goes by what was stated, allocated until it was refused, or in use in the run', () => {
    expect(of([known(needed, 'stated', true)])).toMatchObject({ fits: 'yes' });
    expect(of([known(needed - 1, 'stated', true)])).toMatchObject({ fits: 'no' });
    expect(of([known(needed - 1, 'allocated', true)])).toMatchObject({ fits: 'no' });
    expect(of([known(needed, 'run', false)])).toMatchObject({ fits: 'yes' });
  });

  it('is no where the keys of a layer exceed a buffer, or 32 rows of a matrix do', () => {
    const memory = [known(1e12, 'stated', true)];
    expect(of(memory, { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 })).toMatchObject({ fits: 'yes' });
    const small = of(memory, { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 22 });
    expect(small).toMatchObject({ fits: 'no' });
    expect(small.why).toContain('keys of one layer');
    expect(fitOf(model, RECIPES.fp16, 1, { limits: { maxBufferSize: 500_000 }, memory }).why).toContain(
      'rows of a matrix',
    );
  });

  it('is what the run had in use, or more', () => {
    const table = modelsTable([named('SmolLM2-360M'), named('Llama-3.1-70B')], { ...REQUEST, formats: ['int4'] });
    expect(table.models.map(({ formats }) => formats[0]?.fit.fits)).toEqual(['yes', 'unknown']);
    expect(modelsTable([], { ...REQUEST, result: result({ results: [] }) }).memory).toEqual([]);
  });
});

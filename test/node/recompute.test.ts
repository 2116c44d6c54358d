/** A run of several models and batches on the adapter at hand, and every figure of it recomputed by others: docs/recompute.py. The browsers’ are in their quick run. */
import { beforeAll, expect, it } from 'vitest';
import { FEWEST_WINDOWS } from '../../src/benchmark/fidelity/fidelity';
import { testsAt } from '../../src/benchmark/suite/suite';
import { loadConstants } from '../../src/energy/constants';
import { energySettingsSchema } from '../../src/energy/fields';
import { energyOf } from '../../src/energy/of-result';
import { uniform } from '../../src/foundation/random';
import { loadCatalogue } from '../../src/hardware/catalogue';
import { withBetweenRuns } from '../../src/report/between-runs';
import { fidelityOf } from '../../src/report/fidelity';
import { importResult } from '../../src/report/import/import-result';
import { toJson } from '../../src/report/json';
import type { Result } from '../../src/report/schema';
import { engineOn, runOn } from '../fixtures/engine';
import { recomputed } from '../fixtures/recompute';

let measured: Result;
let derived: Result;
beforeAll(async () => {
  const { engine } = engineOn();
  ({ result: measured } = await runOn(engine, {
    ...{ formats: ['fp16', 'int4'], line: ['int4'], roofs: true, waterfalls: true, repetitions: 10 },
    tests: testsAt(32, 8, [0], [1, 2]),
  }));
  derived = await withAllThatFollows(measured);
});

/** As if a GPU of the catalogue had measured it and two more runs had been kept, with a fidelity of invented windows. */
async function withAllThatFollows(result: Result): Promise<Result> {
  const names = { vendor: 'nvidia', device: 'NVIDIA GeForce RTX 3090', description: '' };
  const on = { ...result, adapter: { ...result.adapter, ...names, software: false } };
  const settings = energySettingsSchema.parse({
    device: 'rtx-3090',
    country: 'DE',
    currency: 'EUR',
    hardwarePrice: 1200,
  });
  const context = { catalogue: await loadCatalogue(), constants: await loadConstants(), identity: null, better: null };
  const energy = energyOf(on, settings, context);
  return withBetweenRuns({ ...on, energy, fidelity: inventedFidelity() }, [later(on, 1, 0.9), later(on, 2, 1.2)]);
}

function inventedFidelity(): Result['fidelity'] {
  const draw = uniform(7);
  const windows = () =>
    Array.from({ length: FEWEST_WINDOWS }, () => ({ nll: 3 + draw(), kl: 0.02 * draw(), top1: 0.9 + 0.1 * draw() }));
  const row = { check: null, tensors: [], error: null };
  return fidelityOf({
    ...{ model: 'Fable', weightsSha256: '', passageSha256: '', windowTokens: 512, windowsAsked: FEWEST_WINDOWS },
    rows: [
      { format: 'fp16', windows: windows(), ...row },
      { format: 'int4', windows: windows(), ...row },
    ],
  });
}

/** The same run so many hours later, at so many times the speed. */
const later = (result: Result, hours: number, factor: number): Result => ({
  ...result,
  startedAt: new Date(Date.parse(result.startedAt) + hours * 3_600_000).toISOString(),
  results: result.results.map((entry) => {
    const rate = entry.tokensPerSecond;
    if (rate === null) return entry;
    const [median, low, high] = [rate.median * factor, rate.low * factor, rate.high * factor];
    return { ...entry, tokensPerSecond: { ...rate, median, low, high } };
  }),
});

it('is of two smaller models too, in the same rounds, and tells what a token costs', () => {
  expect(measured.status).toBe('complete');
  const alone = measured.results.filter(({ batch }) => batch === 1);
  expect(alone.map(({ model, format, test }) => `${model.name} ${format} ${test}`)).toEqual([
    ...['fp16', 'int4'].flatMap((format) => ['tg8', 'pp32'].map((test) => `Fable ${format} ${test}`)),
    ...['Fable-mini', 'stories260K'].map((model) => `${model} int4 tg8`),
  ]);
  expect(measured.lines).toHaveLength(1);
  expect(measured.lines[0]).toMatchObject({ format: 'int4', model: 'Fable', test: 'tg8', rounds: 10 });
  expect(measured.lines[0]?.points.map(({ model }) => model)).toEqual(['Fable', 'Fable-mini', 'stories260K']);
  expect(importResult(toJson(measured))).toMatchObject({ status: 'complete' });
});

it('has the same figures, of ten repetitions of several models and batches, with ratios, line and roofs', () => {
  const { code, said } = recomputed(toJson(measured));
  expect(said).toMatch(/: \d{3} figures recomputed, 0 differ/);
  expect(code).toBe(0);
});

it('has the same energy, money and carbon, fidelity, waterfalls and intervals between runs', () => {
  expect(derived.energy?.rows.length).toBeGreaterThan(0);
  expect(derived.energy?.rows[0]?.cost.totalPerMillionTokens).not.toBeNull();
  expect(derived.betweenRuns?.figures.length).toBeGreaterThan(0);
  expect(derived.waterfalls?.some(({ figures }) => figures !== null)).toBe(true);
  const { code, said } = recomputed(toJson(derived));
  expect(said).toMatch(/: \d{3,} figures recomputed, 0 differ/);
  expect(code).toBe(0);
});

it.each([
  ['a median', /("tokensPerSecond": \{\s*"median": )[\d.]+/, '$112345', 'tokensPerSecond'],
  ['an id', /("workloadId": ")\w{8}/g, '$1deadbeef', 'id'],
  ['t0', /("t0Seconds": \{\s*"median": )[-\d.e]+/, '$10.5', 't0 int4'],
  ['a share of a waterfall', /("share": )[\d.e-]+(,\s*"work")/, '$10.77$2', 'its shares'],
  ['grams', /("gramsPerMillionTokens": \{\s*"low": )[\d.e-]+/, '$11e-9', 'a million'],
  ['money in all', /("totalPerMillionTokens": \{\s*"low": )[\d.e-]+/, '$11e-9', 'money in all'],
  ['a divergence', /("kl": \{\s*"mean": )[\d.e-]+/, '$10.5', 'int4, kl'],
  ['a take of a roof', /("bandwidth": \{[^}]*?"visits": \[\s*\[\s*)[\d.e+]+/, '$19e15', 'roof bandwidth, samples'],
  ['a roof', /("fmaF32": \{\s*"median": )[\d.e+]+/, '$11e15', 'roof fmaF32'],
  ['a share of a footprint', /("footprintShare": \{\s*"median": )[\d.e-]+/, '$10.777', 'footprintShare'],
  ['a token of a waterfall', /("tokenSeconds": )[\d.e-]+/, '$10.777', 'waterfall'],
  ['a low of B', /("secondsPerByte": [^]*?"bandwidth": \{\s*"median": [\d.e+]+,\s*"low": )[\d.e+]+/, '$11', 'B int4'],
  // Null where its bound has no end.
  ['a high of B', /("secondsPerByte": [^]*?"bandwidth": \{[^}]*?"high": )(?:[\d.e+]+|null)/, '$11e15', 'B int4'],
  ['a low of tokens per joule', /("tokensPerJoule": \{\s*"low": )[\d.e-]+/, '$11e-9', 'tokens per joule'],
  ['a spread between runs', /("between": )[\d.e-]+/, '$10.9', 'between runs'],
])('is refused with %s that its samples do not give', (_, figure, other, named) => {
  const text = JSON.stringify(JSON.parse(toJson(derived)), null, 2);
  const changed = text.replace(figure, other);
  expect(changed).not.toBe(text);
  const { code, said } = recomputed(changed);
  expect(code).toBe(1);
  expect(said).toContain(named);
});

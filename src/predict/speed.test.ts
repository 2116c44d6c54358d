/** Predictions from runs on devices whose t0, bandwidth and arithmetic are known: each holds the truth, and what cannot be told is not. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { result, roofs } from '../../test/fixtures/result';
import { RECIPES } from '../kernels/recipe';
import { basisOf, isMissing, type Missing } from './basis';
import { promptSeconds, runOn, tokenSeconds, type KnownDevice } from './fixtures/known-device';
import { loadPublishedModels, type PublishedModel } from './published-models';
import { predictDecode, predictFirstToken, type Prediction } from './speed';
import { bytesPerTokenOf } from './stored';

const { models } = await loadPublishedModels();
const named = (name: string): PublishedModel => models.find((one) => one.name === name) ?? expect.fail(name);
const MEASURED = ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'].map(named);
const DESKTOP: KnownDevice = { t0: 1e-3, bandwidth: 5e11, flopsPerSecond: 2e13 };
const CONTEXT = 2048;

const found = (one: Prediction | Missing): Prediction => (isMissing(one) ? expect.fail(one.missing) : one);

describe.each(models)('$name', (model) => {
  test('on a device of any t0 and bandwidth, the line of three models finds the speed of decode', () => {
    const device = fc.record({
      t0: fc.double({ min: 1e-4, max: 2e-2, noNaN: true }),
      t0Of: fc.constantFrom('dispatches' as const, 'token' as const),
      bandwidth: fc.double({ min: 5e9, max: 4e12, noNaN: true }),
      flopsPerSecond: fc.constant(1e13),
    });
    fc.assert(
      fc.property(device, (one) => {
        const { median, low, high, from } = found(
          predictDecode(model, RECIPES.int4, basisOf(runOn(one, MEASURED), 'int4'), { context: CONTEXT, batch: 1 }),
        );
        const truth = 1 / tokenSeconds(one, model, 'int4', CONTEXT);
        expect(from).toBe('line');
        expect(median / truth).toBeCloseTo(1, 3);
        expect(low).toBeLessThan(truth);
        expect(high).toBeGreaterThan(truth);
      }),
      { numRuns: 10 },
    );
  });

  it('has an interval that holds the truth where one model alone was measured, and says so', () => {
    const basis = basisOf(runOn(DESKTOP, [named('Llama-3.2-1B')]), 'int4');
    const { low, high, from } = found(predictDecode(model, RECIPES.int4, basis, { context: CONTEXT, batch: 1 }));
    const truth = 1 / tokenSeconds(DESKTOP, model, 'int4', CONTEXT);
    expect(from).toBe('headline');
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
  });
});

describe.each(models.filter(({ experts }) => experts === null))('$name', (model) => {
  it('has a time to first token in proportion to what its prompt computes', () => {
    const basis = basisOf(runOn(DESKTOP, MEASURED), 'int4');
    const { median, low, high, model: of } = found(predictFirstToken(model, RECIPES.int4, basis, 512));
    const truth = promptSeconds(DESKTOP, model, 512);
    expect(of).toBe('Llama-3.2-1B');
    expect(median / truth).toBeCloseTo(1, 6);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
  });
});

test('models that a cache held say nothing of a memory that is slower: no token is read faster than from it', () => {
  const cached: KnownDevice = { ...DESKTOP, bandwidth: 2e12 };
  const run = { ...runOn(cached, MEASURED), roofs: roofs() };
  const most = 1.05 * (roofs().bandwidth?.high ?? NaN);
  for (const name of ['Llama-3.1-8B', 'Llama-3.1-70B']) {
    const read = bytesPerTokenOf(named(name), RECIPES.int4, CONTEXT);
    const of = (from: typeof run) =>
      found(predictDecode(named(name), RECIPES.int4, basisOf(from, 'int4'), { context: CONTEXT, batch: 1 }));
    expect(of(run).from).toBe('line');
    expect(of(run).high).toBeLessThanOrEqual((most / read) * (1 + 1e-9));
    expect(of({ ...run, roofs: { ...roofs(), bandwidth: null } }).high).toBeGreaterThan(most / read);
  }
});

/** Upper bound over lower. */
const width = ({ low, high }: Prediction): number => high / low;

describe('an interval', () => {
  const basis = basisOf(runOn(DESKTOP, MEASURED), 'int4');
  const decode = (name: string) => found(predictDecode(named(name), RECIPES.int4, basis, { context: 512, batch: 1 }));

  it('is the wider the farther a model lies from those measured', () => {
    const widths = ['Llama-3.2-1B', 'Llama-3.2-3B', 'Llama-3.1-8B', 'Llama-3.1-70B'].map((name) => width(decode(name)));
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(new Set(widths).size).toBe(4);
    expect(width(decode('Qwen2.5-0.5B'))).toBeCloseTo(width(decode('Llama-3.2-1B')), 2);
  });

  it('of a model that lies between those measured is at most 1.8 times as high as low', () => {
    expect(width(decode('Qwen2.5-0.5B'))).toBeLessThan(1.8);
  });

  it('is wider where the measured models lie off their own line', () => {
    const run = runOn(DESKTOP, MEASURED);
    const off = run.lines.map((line) => ({
      ...line,
      points: line.points.map((point, i) => ({ ...point, residual: i === 1 ? -0.2 : 0.05 })),
    }));
    const other = found(
      predictDecode(named('Qwen2.5-0.5B'), RECIPES.int4, basisOf({ ...run, lines: off }, 'int4'), {
        context: 512,
        batch: 1,
      }),
    );
    expect(width(other) / width(decode('Qwen2.5-0.5B'))).toBeCloseTo(Math.exp(0.4), 2);
  });

  it('is narrower where the share of the bandwidth is known', () => {
    const run = runOn(DESKTOP, [named('Llama-3.2-1B')]);
    const share = { median: 0.7, low: 0.69, high: 0.71 };
    const results = run.results.map((one) => ({ ...one, bandwidthShare: one.phase === 'decode' ? share : null }));
    const of = (from: typeof run) =>
      width(
        found(predictDecode(named('Llama-3.1-8B'), RECIPES.int4, basisOf(from, 'int4'), { context: 512, batch: 1 })),
      );
    expect(of({ ...run, results })).toBeLessThan(of(run));
  });
});

describe('nothing is predicted', () => {
  it('of a prompt of a model with several experts, each of which gets its own part of the tokens', () => {
    const mixtures = models.filter(({ experts }) => experts !== null);
    expect(mixtures).not.toEqual([]);
    for (const mixture of mixtures) {
      const basis = basisOf(runOn(DESKTOP, MEASURED), 'int4');
      expect(predictFirstToken(mixture, RECIPES.int4, basis, 512)).toHaveProperty('missing');
      expect(predictDecode(mixture, RECIPES.int4, basis, { context: 512, batch: 1 })).toHaveProperty('median');
    }
  });

  const model = named('Llama-3.1-8B');
  const decode = (run: ReturnType<typeof runOn>) =>
    predictDecode(model, RECIPES.int4, basisOf(run, 'int4'), { context: 512, batch: 1 });

  it('of a format that the run did not measure', () => {
    const basis = basisOf(runOn(DESKTOP, MEASURED, 'fp16'), 'int4');
    expect(predictDecode(model, RECIPES.int4, basis, { context: 512, batch: 1 })).toEqual({
      missing: 'The run measured no streamed decode of one sequence at INT4.',
    });
    expect(predictFirstToken(model, RECIPES.int4, basis, 512)).toHaveProperty('missing');
  });

  it('where the time of a token did not grow with its bytes', () => {
    const run = runOn(DESKTOP, MEASURED);
    const lines = run.lines.map((line) => ({
      ...line,
      bandwidth: null,
      secondsPerByte: { median: -1e-13, low: -2e-13, high: 0, samples: [-1e-13, -1e-13, -1e-13] },
    }));
    expect(decode({ ...run, lines })).toHaveProperty('missing');
  });

  it('of a run that counts no dispatches, or whose shape is not one', () => {
    const run = runOn(DESKTOP, MEASURED);
    const without = run.results.map((one) => ({ ...one, counters: null }));
    expect(decode({ ...run, results: without })).toHaveProperty('missing');
    const odd = run.results.map((one) => ({ ...one, workload: { ...one.workload, shape: { layers: -3 } } }));
    expect(decode({ ...run, results: odd })).toHaveProperty('missing');
    expect(predictFirstToken(model, RECIPES.int4, basisOf({ ...run, results: odd }, 'int4'), 512)).toHaveProperty(
      'missing',
    );
  });

  it('of a run that measured nothing', () => {
    expect(decode(result({ results: [], lines: [] }))).toHaveProperty('missing');
  });
});

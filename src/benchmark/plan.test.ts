/** Plans on a real device: what a budget makes of a request, and what is refused before anything runs. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice, withEditedKernels } from '../../test/fixtures/device';
import { seconds, type Seconds } from '../foundation/units';
import { SHAPES } from '../model/shapes';
import { Bench, SILENT } from './bench';
import { calibrate, type Rates } from './calibrate';
import { settledIn, UNSETTLED } from './settled';
import { storeInMemory } from '../tuning/store';
import { assertFits, planRun, type PlanRequest } from './plan';
import { shapeNamed } from '../model/shapes';
import { HEADLINE_TESTS, PROFILES, testsAt } from './suite/suite';
import { RECIPES, type Recipe } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';

const REQUEST: PlanRequest = {
  config: shapeNamed('SmolLM2-135M'),
  formats: ['int4'],
  tests: HEADLINE_TESTS,
  repetitions: 10,
  storyTokens: 0,
  setAside: { tuning: seconds(0), roofs: seconds(0), waterfalls: seconds(0) },
  fidelity: null,
  fixedShape: false,
  line: [],
  settled: UNSETTLED,
};
const HARDLY_ANY = seconds(0.001);
const SMALLEST = testsAt(64, 16, [0]);

describe('a plan', () => {
  const context = withDevice();
  const problems: string[] = [];
  const benchOf = (budget: Seconds | null, on = context) =>
    new Bench({
      ...{ context: on(), signal: null, budget },
      events: { ...SILENT, onProblem: ({ message }) => problems.push(message) },
    });
  const planned = (change: Partial<PlanRequest>, budget: Seconds | null = null, on = context) =>
    planRun(benchOf(budget, on), { ...REQUEST, ...change });
  const damaged = withEditedKernels(context, (code) => code.replaceAll('* scale(block', '* 1.01 * scale(block'));

  it('is what was asked without a budget, and where the budget holds it', async () => {
    for (const budget of [null, seconds(1e6)]) {
      expect(await planned({}, budget)).toMatchObject({ tests: HEADLINE_TESTS, repetitions: 10, shrunk: [] });
    }
  });

  it('knows how fast a GPU is also without a budget: by that, chunks of a prompt are bounded', async () => {
    const gpu = seenAs(context, { software: false });
    const config = shapeNamed('Fable');
    expect((await planned({ config }, null, gpu)).gemmRates?.linear).toBeGreaterThan(0);
    expect((await planned({ config })).gemmRates).toBeNull();
  });

  it.each([
    { format: 'w4a8', own: ['quantise-activations'] },
    { format: 'int4', own: [] },
  ] as const)('times $format by the kernels that it runs, and attention in f32', async ({ format, own }) => {
    const bench = benchOf(null);
    const rates = await calibrate(bench, shapeNamed('Fable'), RECIPES[format]);
    const kernels = new Set([...bench.verifier.checked.keys()].map((id) => id.split(' ', 1)[0]));
    kernels.delete('synthetic-weights');
    expect([...kernels].sort()).toEqual(['gemm', 'gemv', ...own].sort());
    for (const rate of [rates.gemv, rates.gemm, rates.float.gemv, rates.float.gemm]) expect(rate).toBeGreaterThan(0);
    if (format === 'int4') expect(rates.float).toEqual({ gemv: rates.gemv, gemm: rates.gemm });
  });

  it('times a software adapter at a small layer, and a GPU at that of the model that is asked for', async () => {
    const seen: string[] = [];
    const rateOf = (_bench: Bench, { name }: ModelConfig): Promise<Rates> => {
      seen.push(name);
      const rate = { gemv: seconds(1e-10), gemm: seconds(1e-11) };
      return Promise.resolve({ ...rate, float: rate, dispatch: seconds(1e-5), kernel: seconds(0.01) });
    };
    const request = { ...REQUEST, config: shapeNamed('Llama-3.2-1B') };
    await planRun(benchOf(seconds(60)), request, rateOf);
    await planRun(benchOf(seconds(60), seenAs(context, { software: false })), request, rateOf);
    await planRun(benchOf(seconds(60)), { ...request, config: shapeNamed('Fable') }, rateOf);
    expect(seen).toEqual(['SmolLM2-135M', 'Llama-3.2-1B', 'Fable']);
  });

  it('says what the headline would take where it is asked for, in time and memory, whatever is run', async () => {
    const at = (gemv: number) => {
      const rate = { gemv: seconds(gemv), gemm: seconds(gemv / 10) };
      return () => Promise.resolve({ ...rate, float: rate, dispatch: seconds(1e-5), kernel: seconds(0.01) });
    };
    const request = { ...REQUEST, config: shapeNamed('Llama-3.2-1B') };
    const slow = await planRun(benchOf(seconds(60)), request, at(1e-9));
    expect(slow.config.name).not.toBe('Llama-3.2-1B');
    // 64 tokens of 1.2 billion weights each, a few times, in each format.
    expect(slow.unmet?.seconds).toBeGreaterThan(9 * 64 * 1.2);
    expect(slow.unmet?.seconds).toBeLessThan(9 * 64 * 1.24 * 2 * REQUEST.formats.length);
    expect(slow.unmet).toMatchObject({ tooLarge: null });
    const slower = await planRun(benchOf(seconds(60)), request, at(1e-8));
    expect(slower.unmet?.seconds).toBeGreaterThan(5 * (slow.unmet?.seconds ?? Infinity));
    expect(
      (await planRun(benchOf(seconds(60)), { ...REQUEST, config: shapeNamed('Fable') }, at(1e-9))).unmet,
    ).toBeNull();
    expect((await planRun(benchOf(null), request, at(1e-9))).unmet).toBeNull();
  });

  it('takes each format at its own rate', async () => {
    const rate = { gemv: seconds(1e-10), gemm: seconds(1e-11) };
    const common = { float: rate, dispatch: seconds(1e-5), kernel: seconds(0.01) };
    const withW4a8 = (times: number, formats: PlanRequest['formats']) =>
      planRun(benchOf(seconds(60)), { ...REQUEST, formats }, (_bench, _config, { id }) => {
        const factor = id === 'w4a8' ? times : 1;
        return Promise.resolve({ ...common, gemv: seconds(rate.gemv * factor), gemm: seconds(rate.gemm * factor) });
      });
    const [fast, same, slow] = await Promise.all([0.1, 1, 10].map((times) => withW4a8(times, ['w4a8'])));
    expect(fast?.times.measure).toBeLessThan(same?.times.measure ?? NaN);
    expect(same?.shrunk).toEqual([]);
    expect(slow?.shrunk).not.toEqual([]);
    expect(slow?.gemmRates?.linear).toBeCloseTo(1e-10, 15);
    // Another format's chunk is bounded by the slowest, and its time is its own.
    const both = await withW4a8(10, ['int4', 'w4a8']);
    expect(both.gemmRates).toEqual({ linear: seconds(rate.gemm * 10), float: rate.gemm });
    expect((await withW4a8(10, ['int4'])).times.measure).toBe(same?.times.measure);
  });

  it.each([
    // Seconds per multiply-accumulate: 0.56 bytes of INT4 and 2 of FP16 at the bandwidth, and a GEMM at the arithmetic.
    { device: 'a laptop’s processor', bandwidth: 6e10, flops: 1e12, shape: 'Llama-3.2-1B' },
    { device: 'a desktop’s GPU', bandwidth: 4e11, flops: 1e13, shape: 'Llama-3.2-1B' },
    { device: 'a phone', bandwidth: 2e10, flops: 3e11, shape: 'SmolLM2-360M' },
    { device: 'an old phone', bandwidth: 5e9, flops: 5e10, shape: 'SmolLM2-135M' },
  ])('of the quick profile is $shape on $device, with its line', async ({ bandwidth, flops, shape }) => {
    const { formats, tests, repetitions, line, shape: asked } = PROFILES.quick;
    const rateOf = (_bench: Bench, _config: ModelConfig, { id }: Recipe) => {
      const gemv = seconds((id === 'fp16' ? 2 : 0.56) / bandwidth);
      const gemm = seconds(2 / flops);
      return Promise.resolve({ gemv, gemm, float: { gemv, gemm }, dispatch: seconds(1e-5), kernel: seconds(0.03) });
    };
    const request: PlanRequest = {
      ...{ ...REQUEST, config: shapeNamed(asked), formats, tests, repetitions, line, storyTokens: 80 },
      setAside: { tuning: seconds(10), roofs: seconds(4), waterfalls: seconds(3) },
    };
    const gpu = benchOf(seconds(60), seenAs(context, { software: false }));
    const plan = await planRun(gpu, request, rateOf);
    expect(plan.config.name).toBe(shape);
    expect(plan.line).toHaveLength(2);
    expect(plan.shortestRepetition).toBeGreaterThanOrEqual(0.25);
  });

  it('is what the same request came down to on this device before, unless that is far too long or far too little by now', async () => {
    const settled = settledIn(storeInMemory(), context().granted, 'a browser', seconds(60));
    const at = (times: number) => (): Promise<Rates> => {
      const rate = { gemv: seconds(1e-10 * times), gemm: seconds(1e-11 * times) };
      return Promise.resolve({ ...rate, float: rate, dispatch: seconds(1e-5), kernel: seconds(0.01) });
    };
    const on = (times: number, change: Partial<PlanRequest> = {}) =>
      planRun(benchOf(seconds(60)), { ...REQUEST, settled, ...change }, at(times));
    const first = await on(10);
    expect(first.shrunk).not.toEqual([]);
    for (const times of [8, 12]) expect(await on(times)).toMatchObject({ tests: first.tests, config: first.config });
    expect((await on(8)).shrunk.at(-1)).toContain('as in earlier runs here');
    const slower = await on(100);
    expect(slower.shrunk).not.toEqual(first.shrunk);
    // The machine was busy then: what fits with room to spare takes its place.
    expect((await on(1)).shrunk).toEqual([]);
    expect((await on(2)).shrunk).toEqual([]);
    // Another request has a memory of its own.
    expect((await on(1, { repetitions: 5 })).shrunk).toEqual([]);
  });

  it('grows back within the same shape too, once much more of it fits with room to spare', async () => {
    const settled = settledIn(storeInMemory(), context().granted, 'a browser', seconds(60));
    const on = (times: number) => {
      const rate = { gemv: seconds(1e-10 * times), gemm: seconds(1e-11 * times) };
      const rates = { ...rate, float: rate, dispatch: seconds(1e-5), kernel: seconds(0.01) };
      const request: PlanRequest = { ...REQUEST, fixedShape: true, settled };
      return planRun(benchOf(seconds(60)), request, () => Promise.resolve(rates));
    };
    const busy = await on(30);
    expect(busy.shrunk).toEqual(['generated tokens 64 → 16', 'prompt 512 → 64']);
    expect((await on(20)).tests).toEqual(busy.tests);
    const quiet = await on(4);
    expect(quiet.shrunk).toEqual(['generated tokens 64 → 16']);
    expect((await on(8)).tests).toEqual(quiet.tests);
    expect((await on(1)).shrunk).toEqual([]);
  });

  it('is planned anew where what was kept is damaged or cannot be read', async () => {
    const broken = { read: () => Promise.reject(new Error('no disk')), write: () => Promise.reject(new Error('full')) };
    for (const store of [broken, { ...broken, read: () => Promise.resolve({ 7: [] }) }]) {
      const settled = settledIn(store, context().granted, 'a browser', seconds(60));
      expect((await planned({ settled }, seconds(1e6))).shrunk).toEqual([]);
    }
  });

  it('ends at Fable’s shape where hardly anything is left', async () => {
    const plan = await planned({}, HARDLY_ANY);
    expect(plan).toMatchObject({ tests: SMALLEST, repetitions: 5, config: { name: 'Fable' } });
    expect(plan.shrunk.at(-1)).toBe('shape SmolLM2-135M → Fable');
    expect(plan.line).toEqual([]);
  });

  it('keeps the shape of a folder’s weights', async () => {
    const plan = await planned({ fixedShape: true }, HARDLY_ANY);
    expect(plan).toMatchObject({ tests: SMALLEST, config: { name: 'SmolLM2-135M' } });
  });

  it('never shrinks to a shape that has too few positions for the depth', async () => {
    const plan = await planned({ tests: testsAt(512, 64, [2048]) }, HARDLY_ANY);
    expect(plan).toMatchObject({ tests: testsAt(64, 16, [2048]), config: { name: 'SmolLM2-135M' } });
  });

  it('leaves out the deeper tests before it shrinks the others, and says so', async () => {
    const plan = await planned({ tests: testsAt(512, 64, [0, 2048]) }, HARDLY_ANY);
    expect(plan).toMatchObject({ tests: SMALLEST, config: { name: 'Fable' } });
    expect(plan.shrunk).toContain('left out: tg64 @ d2048, pp512 @ d2048');
  });

  it('is made although a kernel is wrong here: its format is refused when it is loaded', async () => {
    const plan = await planned({ config: shapeNamed('Fable') }, seconds(1e6), damaged);
    expect(plan.shrunk).toEqual([]);
  });
});

describe('what is asked for', () => {
  it('is found by the shape’s name, in whatever case', () => {
    for (const shape of SHAPES) expect(shapeNamed(shape.name.toUpperCase())).toBe(shape);
    expect(() => shapeNamed('nothing')).toThrow(/no shape called "nothing"/);
  });

  it('must fit into the model’s positions, the last one included', () => {
    const config = shapeNamed('SmolLM2-135M');
    const most = config.maxPositions - 512;
    expect(() => assertFits({ config, tests: testsAt(512, 64, [0, most]) })).not.toThrow();
    expect(() => assertFits({ config, tests: testsAt(512, 64, [0, most + 1]) })).toThrow(/8192 positions.*8193/);
    expect(() => assertFits({ config, tests: [{ phase: 'decode', depth: 0, tokens: 8193, batch: 1 }] })).toThrow(
      /8193/,
    );
  });

  it('must have something to time', () => {
    const config = shapeNamed('SmolLM2-135M');
    expect(() => assertFits({ config, tests: [] })).toThrow(/nothing to measure/);
    expect(() => assertFits({ config, tests: testsAt(0, 64, [0]) })).toThrow(/at least one token/);
  });
});

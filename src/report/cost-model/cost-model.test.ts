/** The cost model on devices whose every site and token is known: it finds what was not run, and says how far off it may be. */
import { describe, expect, it } from 'vitest';
import type { Test } from '../../benchmark/workload';
import type { ModelFormat } from '../../kernels/recipe';
import { result } from '../../../test/fixtures/result';
import { costModelOf, expectedOf, type Expected } from './cost-model';
import { passOf, passTruth, timedRun, type TimedDevice } from './fixtures/timed-device';

const FORMATS: readonly ModelFormat[] = ['fp16', 'int4'];
const PROMPT: Test = { phase: 'prefill', depth: 0, tokens: 512, batch: 1 };
const decode = (batch: number): Test => ({ phase: 'decode', depth: 0, tokens: 64, batch });
const TESTS = [PROMPT, decode(1), decode(4)];
const MEASURED = ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'];
/** Between the measured ones, with wide layers and narrow. */
const OTHERS = ['Qwen2.5-0.5B', 'hidden1280 layers20 heads20/4x64 ffn3840 vocab65536'];

/** Kernels come the nearer to the roofs the larger a matrix is, and a token takes a fifth more than its sites. */
const DEVICE: TimedDevice = {
  slowdown: ({ rows, columns, format }) => (format === 'fp16' ? 1.2 : 1.6) * (1 + (2e6 / (rows * columns)) ** 0.5 / 4),
  beyondSites: () => 1.2,
};

const measure = (device: TimedDevice) => timedRun(device, { shapes: MEASURED, formats: FORMATS, tests: TESTS });

function expected(device: TimedDevice, shape: string, format: ModelFormat, test: Test): Expected {
  const model = costModelOf(measure(device)) ?? expect.fail('no model');
  const pass = passOf(shape, format, test);
  return expectedOf({ phase: test.phase, format, batch: test.batch, pass }, model) ?? expect.fail('nothing expected');
}

const CASES = OTHERS.flatMap((shape) => FORMATS.flatMap((format) => TESTS.map((test) => ({ shape, format, test }))));

describe.each(CASES)('$shape at $format, $test.phase of $test.batch', ({ shape, format, test }) => {
  it('is found within the interval, which is at most 1.8 times as high as low where other models tell how far off it is', () => {
    const { low, high, checkedBy } = expected(DEVICE, shape, format, test);
    const truth = passTruth(DEVICE, passOf(shape, format, test));
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(checkedBy).toBe(test.phase === 'decode' && test.batch === 1 ? 'models' : 'formats');
    expect(high / low).toBeLessThan(checkedBy === 'models' ? 1.8 : 4.5);
  });
});

describe('the interval', () => {
  const width = ({ low, high }: Expected): number => high / low;

  it('is wider where the model is wrong about what the run itself measured', () => {
    const odd: TimedDevice = { ...DEVICE, beyondSites: (sum) => 1.2 + 0.6 * Math.sin(sum * 2000) };
    const [shape = ''] = OTHERS;
    expect(width(expected(odd, shape, 'int4', decode(1)))).toBeGreaterThan(
      1.1 * width(expected(DEVICE, shape, 'int4', decode(1))),
    );
  });

  it('is the wider the farther a model lies beyond those measured, and of a batch that was not', () => {
    const widths = ['Qwen2.5-0.5B', 'Llama-3.2-3B', 'Llama-3.1-8B'].map((shape) =>
      width(expected(DEVICE, shape, 'int4', decode(1))),
    );
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(width(expected(DEVICE, 'Qwen2.5-0.5B', 'int4', decode(16)))).toBeGreaterThan(
      width(expected(DEVICE, 'Qwen2.5-0.5B', 'int4', decode(4))),
    );
  });
});

describe('two sequences, where one and four were measured', () => {
  /** Each sequence more costs as much again as reading the weights. */
  const busy: TimedDevice = { ...DEVICE, slowdown: ({ tokens }) => 1.2 * tokens };

  it.each(OTHERS)('take the time between, found within the interval: %s', (shape) => {
    const [one, two, four] = [1, 2, 4].map((batch) => expected(busy, shape, 'int4', decode(batch)));
    expect(two?.median).toBeGreaterThan(one?.median ?? NaN);
    expect(two?.median).toBeLessThan(four?.median ?? NaN);
    const truth = passTruth(busy, passOf(shape, 'int4', decode(2)));
    expect(two?.low).toBeLessThan(truth);
    expect(two?.high).toBeGreaterThan(truth);
  });
});

it('four sequences of a small model take more than their sites as one sequence of it does, though four ran of a large one alone', () => {
  const bySize: TimedDevice = { slowdown: () => 1.4, beyondSites: (sum) => (sum / 3e-3) ** -0.3 };
  for (const shape of ['SmolLM2-360M', ...OTHERS]) {
    const { median } = expected(bySize, shape, 'int4', decode(4));
    expect(Math.abs(Math.log(median / passTruth(bySize, passOf(shape, 'int4', decode(4)))))).toBeLessThan(0.12);
  }
});

describe('a context that nobody timed', () => {
  /** Keys and values are read at a fifth of the bandwidth. */
  const slowCache: TimedDevice = {
    slowdown: ({ bytes, cached }) => 1.2 * (1 + (4 * cached) / bytes),
    beyondSites: () => 1,
  };
  const at = (depth: number): Test => ({ ...decode(1), depth });

  it.each([0, 2048, 8192, 32_768, 131_072])('lies within the interval: %i positions', (depth) => {
    const { low, high, deepest, distance } = expected(slowCache, 'Llama-3.2-1B', 'int4', at(depth));
    const truth = passTruth(slowCache, passOf('Llama-3.2-1B', 'int4', at(depth)));
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(deepest).toBe(32);
    expect(distance).toBeCloseTo(Math.log((depth + 32) / 32), 5);
  });

  it('widens what reads the cache alone', () => {
    const widthAt = (shape: string): number => {
      const [near, far] = [0, 2048].map((depth) => expected(slowCache, shape, 'int4', at(depth)));
      return (far?.high ?? NaN) / (far?.low ?? NaN) / ((near?.high ?? NaN) / (near?.low ?? NaN));
    };
    expect(widthAt('Llama-3.2-1B')).toBeLessThan(widthAt('SmolLM2-135M'));
  });
});

it('a format that one model alone has measured is not as sure as one that three have', () => {
  const all = measure(DEVICE);
  const quick = {
    ...all,
    results: all.results.filter(({ format, model }) => format === 'int4' || model.name === MEASURED[0]),
  };
  const of = (format: ModelFormat): Expected => {
    const pass = passOf('Llama-3.2-3B', format, decode(1));
    const asked = { phase: 'decode', format, batch: 1, pass } as const;
    return expectedOf(asked, costModelOf(quick) ?? expect.fail('no model')) ?? expect.fail('nothing expected');
  };
  expect(of('int4').checkedBy).toBe('models');
  expect(of('fp16').checkedBy).not.toBe('models');
  expect(of('fp16').high / of('fp16').low).toBeGreaterThan(1.8 * (of('int4').high / of('int4').low));
});

describe.each([256, 512])('prompts in tiles, of which %i are computed at once', (slots) => {
  /** A matrix that has fewer tiles than there is room for leaves the rest idle. */
  const tiled: TimedDevice = {
    slowdown: ({ phase, name, tokens, rows }) => {
      if (phase === 'decode' || name === 'attention') return 1.1;
      const tiles = Math.ceil(tokens / 64) * Math.ceil(rows / 64);
      return (2.5 * Math.ceil(tiles / slots) * slots) / tiles;
    },
    beyondSites: () => 1,
  };

  it.each(['SmolLM2-135M', 'SmolLM2-360M', 'Qwen2.5-0.5B', 'Llama-3.2-3B', 'Llama-3.1-8B'])(
    'are known from one model alone: within the interval for %s',
    (shape) => {
      const { low, high } = expected(tiled, shape, 'int4', PROMPT);
      const truth = passTruth(tiled, passOf(shape, 'int4', PROMPT));
      expect(low).toBeLessThan(truth);
      expect(high).toBeGreaterThan(truth);
    },
  );
});

describe('nothing is expected', () => {
  const run = measure(DEVICE);
  const model = costModelOf(run) ?? expect.fail('no model');

  it('of a format whose sites were not timed', () => {
    const pass = passOf('Qwen2.5-0.5B', 'mxfp4', decode(1));
    expect(expectedOf({ phase: 'decode', format: 'mxfp4', batch: 1, pass }, model)).toBeNull();
  });

  it('of a format of which the LM head of another was timed alone, nor of one that no token was measured at', () => {
    const pass = passOf('Qwen2.5-0.5B', 'int8', decode(1));
    const asked = { phase: 'decode', format: 'int8', batch: 1, pass } as const;
    expect(run.tuning?.sites.some(({ id }) => id.startsWith('decode LM head int8'))).toBe(true);
    expect(expectedOf(asked, model)).toBeNull();
    const all = timedRun(DEVICE, { shapes: MEASURED, formats: ['fp16', 'int8'], tests: TESTS });
    const silent = { ...all, results: all.results.filter(({ format }) => format === 'fp16') };
    expect(expectedOf(asked, costModelOf(all) ?? expect.fail('no model'))).not.toBeNull();
    expect(expectedOf(asked, costModelOf(silent) ?? expect.fail('no model'))).toBeNull();
  });

  it('from a run that was not tuned, has no roofs, or measured nothing', () => {
    expect(costModelOf({ ...run, tuning: null })).toBeNull();
    expect(costModelOf({ ...run, roofs: null })).toBeNull();
    expect(costModelOf({ ...run, results: [] })).toBeNull();
    expect(costModelOf(result())).toBeNull();
  });
});

it('is as wide on a software adapter as predictions compared there were wrong, whatever was left out', () => {
  const run = measure(DEVICE);
  const software = costModelOf({ ...run, adapter: { ...run.adapter, software: true } }) ?? expect.fail('no model');
  for (const test of TESTS) {
    const pass = passOf('Qwen2.5-0.5B', 'int4', test);
    const found = expectedOf({ phase: test.phase, format: 'int4', batch: test.batch, pass }, software);
    expect(found?.checkedBy).toBe('comparisons');
    expect((found?.high ?? NaN) / (found?.low ?? NaN)).toBeLessThan(2);
  }
});

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
  it('is found within the interval, which is at most 1.8 times as high as low', () => {
    const { low, high } = expected(DEVICE, shape, format, test);
    const truth = passTruth(DEVICE, passOf(shape, format, test));
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(high / low).toBeLessThan(1.8);
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

describe('nothing is expected', () => {
  const run = measure(DEVICE);
  const model = costModelOf(run) ?? expect.fail('no model');

  it('of a format whose sites were not timed', () => {
    const pass = passOf('Qwen2.5-0.5B', 'mxfp4', decode(1));
    expect(expectedOf({ phase: 'decode', format: 'mxfp4', batch: 1, pass }, model)).toBeNull();
  });

  it('from a run that was not tuned, has no roofs, or measured nothing', () => {
    expect(costModelOf({ ...run, tuning: null })).toBeNull();
    expect(costModelOf({ ...run, roofs: null })).toBeNull();
    expect(costModelOf({ ...run, results: [] })).toBeNull();
    expect(costModelOf(result())).toBeNull();
  });
});

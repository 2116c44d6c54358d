/** Devices whose cache serves what the tuner repeats, but not a model: no prediction is faster than the memory that must be read. */
import { describe, expect, it } from 'vitest';
import type { Test } from '../../benchmark/workload';
import type { ModelFormat } from '../../kernels/recipe';
import type { Result } from '../schema';
import { costModelOf, expectedOf, type Expected } from './cost-model';
import { BANDWIDTH, cachedDevice, passOf, passTruth, timedRun } from './fixtures/timed-device';
import { passBytes } from './pass';

const DECODE: Test = { phase: 'decode', depth: 0, tokens: 64, batch: 1 };
const FORMATS: readonly ModelFormat[] = ['fp16', 'int4'];
const SHAPES = [
  'Llama-3.2-1B',
  'Llama-3.2-3B',
  'Llama-3.1-8B',
  'hidden8192 layers80 heads64/8x128 ffn28672 vocab128256',
];
const MIB = 2 ** 20;

/** As an RTX 4060 and 4070, an RX 7900 XTX and an RTX 4090 have their caches. */
const DEVICES = [
  { size: 22 * MIB, faster: 5 },
  { size: 34 * MIB, faster: 3.75 },
  { size: 90 * MIB, faster: 3.1 },
  { size: 70 * MIB, faster: 4.2 },
];

/** A quick run measures its largest model at both formats, and the others at INT4. */
const quick = (run: Result): Result => ({
  ...run,
  results: run.results.filter(({ format, model }) => format === 'int4' || model.name === 'Llama-3.2-1B'),
});

const RUNS = DEVICES.flatMap((one) => {
  const device = cachedDevice(one.size, one.faster);
  const run = timedRun(device, {
    shapes: ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'],
    formats: FORMATS,
    tests: [DECODE],
  });
  return [
    { name: `quick, ${one.size / MIB} MiB of cache`, device, run: quick(run) },
    { name: `standard, ${one.size / MIB} MiB of cache`, device, run },
  ];
});

function expected(run: Result, shape: string, format: ModelFormat): Expected {
  const model = costModelOf(run) ?? expect.fail('no model');
  const asked = { phase: 'decode', format, batch: 1, pass: passOf(shape, format, DECODE) } as const;
  return expectedOf(asked, model) ?? expect.fail('nothing expected');
}

describe.each(RUNS)('$name', ({ device, run }) => {
  const cases = SHAPES.flatMap((shape) => FORMATS.map((format) => ({ shape, format })));

  it.each(cases)('$shape at $format is found within the interval, and never beyond the memory', ({ shape, format }) => {
    const pass = passOf(shape, format, DECODE);
    const { low, median, high } = expected(run, shape, format);
    const truth = passTruth(device, pass);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(low).toBeGreaterThan(passBytes(pass) / (1.2 * BANDWIDTH));
    expect(median).toBeGreaterThan(0.9 * truth);
  });
});

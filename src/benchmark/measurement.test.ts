/** Figures of a measurement that are sums: samples from durations, the middle of a few times. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { SHAPES } from '../model/shapes';
import { middle, samplesOf, unmeasured } from './measurement';
import { shapeNamed } from '../model/shapes';
import { plannedTest } from './planned-test';
import { syntheticSource, workloadId } from './workload';
import { RECIPES } from '../kernels/recipe';
import { tokamark } from './tokamark';

const plan = (format: 'fp16' | 'int8' | 'int4', shape = 'Fable', batch = 1) =>
  plannedTest({ contestant: tokamark(RECIPES[format]), config: shapeNamed(shape) }, syntheticSource(), {
    phase: 'decode',
    depth: 16,
    tokens: 8,
    batch,
  });

describe('a measurement that has not begun', () => {
  it('knows its workload and has no samples', () => {
    const planned = plan('fp16');
    expect(planned.workloadId).toBe(workloadId(planned.workload));
    expect(planned.workload).toMatchObject({ phase: 'decode', depth: 16, tokens: 8, batch: 1 });
    const measurement = unmeasured(planned);
    expect(measurement).toMatchObject({ planned, status: 'running', state: null, facts: null, error: null });
    expect(samplesOf(measurement)).toEqual([]);
  });

  it('says whether its weights come from a file', () => {
    const fromFile = plannedTest(
      { contestant: tokamark(RECIPES.fp16), config: shapeNamed('Fable') },
      { sha256: 'a'.repeat(64) },
      {
        phase: 'prefill',
        depth: 0,
        tokens: 1,
        batch: 1,
      },
    );
    expect(fromFile.model.weights).toBe('file');
    expect(plan('fp16').model.weights).toBe('synthetic');
  });
});

it('a weight has 16 bits at FP16, 8.5 at INT8, and between 4.5 and 8.5 at INT4, whose embedding is INT8', () => {
  for (const { name } of SHAPES) {
    expect(plan('fp16', name).bitsPerWeight).toBeCloseTo(16, 9);
    expect(plan('int8', name).bitsPerWeight).toBeCloseTo(8.5, 9);
    expect(plan('int4', name).bitsPerWeight).toBeGreaterThan(4.5);
    expect(plan('int4', name).bitsPerWeight).toBeLessThan(8.5);
  }
});

it('a sample is all tokens of all passes, of all sequences, over the seconds of the repetition', () => {
  const state = {
    cold: seconds(1),
    warmUp: [],
    agreed: true,
    voided: [],
    leftOut: false,
    passes: 3,
    repetitions: [
      { order: 0, round: 0, seconds: seconds(2), ended: seconds(3) },
      { order: 3, round: 1, seconds: seconds(0.5), ended: seconds(4) },
    ],
  };
  expect(samplesOf({ planned: plan('int4'), state })).toEqual([12, 48]);
  expect(samplesOf({ planned: plan('int4', 'Fable', 4), state })).toEqual([48, 192]);
});

it('the middle of some times is one of them', () => {
  expect(middle([3, 1, 2].map(seconds))).toBe(2);
  expect(middle([4, 1].map(seconds))).toBe(4);
  expect(middle([])).toBe(0);
});

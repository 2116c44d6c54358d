/** From measurements, made by hand, to entries that the schema accepts. */
import { describe, expect, it } from 'vitest';
import { unmeasured, type Measurement } from '../benchmark/measurement';
import { plannedTest } from '../benchmark/planned-test';
import type { SeriesState } from '../benchmark/policy';
import { shapeNamed } from '../model/shapes';
import { syntheticSource, type Test } from '../benchmark/workload';
import type { ErrorData } from '../foundation/errors';
import { seconds } from '../foundation/units';
import { entryOf } from './entry';
import { entrySchema } from './schema/entry';
import { RECIPES } from '../kernels/recipe';
import { tokamark } from '../benchmark/tokamark';

const FABLE = shapeNamed('Fable');

const stateOf = (taken: readonly number[], change: Partial<SeriesState> = {}): SeriesState => ({
  cold: seconds(2),
  warmUp: [seconds(1.1), seconds(1)],
  agreed: true,
  passes: 1,
  repetitions: taken.map((one, i) => ({ order: 2 * i, round: i, seconds: seconds(one), ended: seconds(10 * i + 10) })),
  voided: [],
  leftOut: false,
  ...change,
});

const PREFILL: Test = { phase: 'prefill', depth: 0, tokens: 100, batch: 1 };
const DECODE: Test = { phase: 'decode', depth: 0, tokens: 8, batch: 1 };

const begun = (test: Test, contestant = tokamark(RECIPES.int4)) =>
  unmeasured(plannedTest({ contestant, config: FABLE }, syntheticSource(), test));

function measurement(change: Partial<Measurement> = {}): Measurement {
  return {
    ...begun(PREFILL),
    status: 'complete',
    state: stateOf([1, 2, 4, 1, 2]),
    firstToken: [0.1, 0.2, 0.3, 0.4, 0.5].map(seconds),
    ...change,
  };
}

const codes = (of: Measurement) => entryOf(of).warnings.map(({ code }) => code);

const FAILURE: ErrorData = { code: 'kernel-check', message: 'wrong', where: 'gemv int4 32x32', remedy: 'report it' };

describe('a repetition far from the others', () => {
  const cause = (first: number): string | undefined =>
    entryOf(measurement({ state: stateOf([first, 1, 1.01, 1.02, 0.99]) })).warnings.find(
      ({ code }) => code === 'outlier',
    )?.message;

  it('may have been warming up only as the first, and only if it was slower', () => {
    expect(cause(2)).toContain('warming up');
    expect(cause(0.5)).toContain('A change of the clock speed');
  });
});

describe('a complete measurement', () => {
  const entry = entryOf(measurement());

  it('satisfies the schema, before it begins too', () => {
    expect(entrySchema.parse(entry)).toEqual(entry);
    const planned = entryOf(begun(DECODE));
    expect(entrySchema.parse(planned)).toEqual(planned);
    expect(planned).toMatchObject({ status: 'cancelled', tokensPerSecond: null, ttftSeconds: null, cold: null });
    expect(planned).toMatchObject({ test: 'tg8', variants: {}, lostWeights: null, tokensPerSubmit: 1 });
    expect(planned).toMatchObject({ weightBytes: 0, bytesReadPerToken: 0, peakBufferBytes: 0 });
  });

  it('knows no bytes of buffers of another engine, loaded or not', () => {
    const theirs = { ...tokamark(RECIPES.int4), engine: 'another' };
    expect(entryOf(begun(DECODE, theirs)).peakBufferBytes).toBeNull();
  });

  it('has its speed with the interval of its median, and its samples in run order', () => {
    expect(entry.tokensPerSecond).toEqual({ median: 50, low: 25, high: 100, samples: [100, 50, 25, 100, 50] });
  });

  it('has the time to the first token, and the cold run and warm-up apart', () => {
    expect(entry.ttftSeconds).toMatchObject({ median: 0.3, low: 0.1, high: 0.5 });
    expect(entry.cold).toEqual({ seconds: 2, tokensPerSecond: 50 });
    expect(entry.warmUpSeconds).toEqual([1.1, 1]);
  });

  it('counts all passes of a repetition', () => {
    const { tokensPerSecond, durations } = entryOf(measurement({ state: stateOf([1, 1, 1, 1, 1], { passes: 4 }) }));
    expect(tokensPerSecond?.median).toBe(400);
    expect(durations[1]).toEqual({ order: 2, round: 1, seconds: 1, ended: 20, passes: 4 });
  });

  it('says of what a guard voided, too, of how many passes it was', () => {
    const voided = [{ order: 9, seconds: seconds(3), ended: seconds(60), guard: 'hidden-tab' as const }];
    const entry = entryOf(measurement({ state: stateOf([1, 1, 1, 1, 1], { passes: 4, voided }) }));
    expect(entry.voided).toEqual([{ order: 9, seconds: 3, ended: 60, guard: 'hidden-tab', passes: 4 }]);
  });

  it('says how wide a weight is: INT4’s linear layers and INT8’s embedding, each with its scales', () => {
    const embedding = (2048 * 256) / 5_246_208;
    expect(entry.bitsPerWeight).toBeCloseTo(embedding * 8.5 + (1 - embedding) * 4.5, 9);
    expect(entry.model).toEqual({ name: 'Fable', weights: 'synthetic', parameters: 5_246_208 });
  });

  it('carries no warning', () => {
    expect(entry.warnings).toEqual([]);
  });
});

describe('a measurement that ended early', () => {
  it('keeps the samples that it has where it was cancelled', () => {
    const entry = entryOf(measurement({ status: 'cancelled', state: stateOf([1, 2]), firstToken: [] }));
    expect(entry.status).toBe('cancelled');
    expect(entry.tokensPerSecond?.samples).toEqual([100, 50]);
    expect(entrySchema.safeParse(entry).success).toBe(true);
  });

  it('shows no speed where it failed, but says why and keeps the raw durations', () => {
    const entry = entryOf(measurement({ status: 'failed', error: FAILURE }));
    expect(entry).toMatchObject({ status: 'failed', tokensPerSecond: null, ttftSeconds: null, error: FAILURE });
    expect(entry.durations).toHaveLength(5);
    expect(entrySchema.safeParse(entry).success).toBe(true);
  });

  it('keeps what was measured with checked kernels before a device was lost', () => {
    const lost = { ...FAILURE, code: 'device-lost' as const };
    const entry = entryOf(measurement({ status: 'failed', error: lost, state: stateOf([1, 2]), firstToken: [] }));
    expect(entry.status).toBe('failed');
    expect(entry.tokensPerSecond?.samples).toEqual([100, 50]);
  });

  it('is, while it runs, what it would be if the run ended now', () => {
    expect(entryOf(measurement({ status: 'running' })).status).toBe('cancelled');
    expect(entryOf(measurement({ status: 'running' }), 'failed').status).toBe('failed');
  });
});

describe('a clock too coarse for what it timed', () => {
  it('gives no figure instead of an infinite or zero one', () => {
    const entry = entryOf(
      measurement({ state: stateOf([1, 1, 0, 1, 1], { cold: seconds(0) }), firstToken: [seconds(0), seconds(0.016)] }),
    );
    expect(entry).toMatchObject({ tokensPerSecond: null, ttftSeconds: null, cold: null });
    expect(entry.durations).toHaveLength(5);
    expect(entrySchema.safeParse(entry).success).toBe(true);
  });
});

describe('a warning', () => {
  it('tells of a warm-up without agreement', () => {
    expect(codes(measurement({ state: stateOf([1, 2, 4, 1, 2], { agreed: false }) }))).toEqual(['warm-up']);
    expect(codes(measurement({ state: stateOf([], { agreed: false }) }))).toEqual([]);
  });

  it('tells of fewer than five repetitions', () => {
    expect(codes(measurement({ state: stateOf([1, 1, 1, 1]) }))).toEqual(['few-repetitions']);
    expect(entryOf(measurement({ state: stateOf([1]) })).warnings[0]?.message).toContain('Only 1 of at least 5');
  });

  it('tells of an outlier beyond 14.826 times the median absolute deviation, and keeps it', () => {
    // In tokens/s 100, 101, 102, 103 and the last: median 102, median absolute deviation 1.
    const rates = (last: number) => stateOf([100, 101, 102, 103, last].map((rate) => 100 / rate));
    expect(codes(measurement({ state: rates(116) }))).toEqual([]);
    expect(codes(measurement({ state: rates(118) }))).toEqual(['outlier']);
    expect(entryOf(measurement({ state: rates(118) })).tokensPerSecond?.samples).toHaveLength(5);
  });

  it('is not given for samples that are all but one the same, as a coarse clock makes them', () => {
    expect(codes(measurement({ state: stateOf([1, 1, 1, 1, 1.01]) }))).toEqual([]);
  });
});

it('says when each repetition ended since the run began, whatever the clock of the process shows', () => {
  const { durations } = entryOf(measurement({ state: stateOf([1, 1, 1, 1, 1]) }), 'complete', seconds(5));
  expect(durations.map(({ ended }) => ended)).toEqual([5, 15, 25, 35, 45]);
});

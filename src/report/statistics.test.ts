/** The warnings where a run drifted or wandered, and the intervals of what ran interleaved. The statistics are in statistics/. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { resultSchema } from './schema';
import { driftWarnings, orderWarnings, STATISTICS, withIntervals } from './statistics';

const withRates = (rates: readonly number[]) =>
  (['prefill', 'decode'] as const).map((phase) =>
    entry({ format: 'fp16', phase, tokensPerSecond: { median: 100, low: 90, high: 110, samples: [...rates] } }),
  );

/** A decode whose repetitions ran in the rounds from `round` on. */
const ranIn = (round: number, samples: readonly number[]) =>
  entry({
    format: 'fp16',
    phase: 'decode',
    tokensPerSecond: { median: 100, low: 90, high: 110, samples: [...samples] },
    durations: samples.map((sample, i) => ({ order: i, round: round + i, seconds: 64 / sample })),
  });

const widest = ({ tokensPerSecond }: ReturnType<typeof entry>) =>
  tokensPerSecond === null ? null : { ...tokensPerSecond, low: 1, high: 1000 };

describe('a run whose speeds', () => {
  it('all fall was slowed down, and by how much is said', () => {
    const [warning, ...others] = driftWarnings(withRates([110, 107, 104, 102, 99]));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: 'drift' });
    expect(warning?.message).toContain('slower during the run, by about 9.9 %');
  });

  it('all rise got faster', () => {
    expect(driftWarnings(withRates([99, 102, 104, 107, 110]))[0]?.message).toContain(
      'faster during the run, by about 11 %',
    );
  });

  it('neither rise nor fall has no warning, nor has one that measured nothing', () => {
    expect(driftWarnings(withRates([100, 103, 99, 102, 100.5]))).toEqual([]);
    expect(driftWarnings([])).toEqual([]);
  });
});

/** Ten that wander: each near the one before, and none at the end that was not there at the beginning. */
const WANDERING = [100, 102, 105, 107, 106, 103, 101, 97, 96, 99];

describe('a run whose repetitions resemble the ones before', () => {
  it('is warned of once, and told whether the intervals are widened by it', () => {
    const [warning, ...others] = orderWarnings(withRates(WANDERING));
    expect(others).toEqual([]);
    expect(warning?.code).toBe('correlated');
    expect(warning?.message).toContain('The intervals are widened by it');
    const few = orderWarnings(withRates([100, 102, 105, 106, 104, 102, 99, 98]));
    expect(few[0]?.message).toContain('run again with 10 repetitions or more');
  });

  it('is not, where it drifts: that is said instead; nor where its repetitions are independent', () => {
    expect(orderWarnings(withRates([110, 107, 104, 102, 99])).map(({ code }) => code)).toEqual(['drift']);
    expect(orderWarnings(withRates([100, 106, 97, 103, 99, 104, 98, 105, 101, 96]))).toEqual([]);
    expect(orderWarnings([])).toEqual([]);
  });
});

describe('the intervals of a run', () => {
  it('hold its end too where it drifts: of all its speeds and times', () => {
    const [before] = withRates([110, 107, 104, 102, 99]);
    const ttftSeconds = { median: 1, low: 0.9, high: 1.1, samples: [0.9, 0.95, 1, 1.05, 1.1] };
    const [after] = withIntervals([{ ...entry({ format: 'fp16', phase: 'prefill' }), ...before, ttftSeconds }]);
    expect(after?.tokensPerSecond).toMatchObject({ median: 104, high: 110, samples: [110, 107, 104, 102, 99] });
    expect(after?.tokensPerSecond?.low).toBeLessThan(99);
    expect(after?.ttftSeconds?.low).toBe(0.9);
    expect(after?.ttftSeconds?.high).toBeGreaterThan(1.1);
  });

  it('are the same however often they are made, and made of samples alone', () => {
    const entries = withRates([110, 107, 104, 102, 99, 101, 98, 97, 95, 96]);
    const once = withIntervals(entries);
    expect(withIntervals(once)).toEqual(once);
    expect(withIntervals(entries.map((one) => ({ ...one, tokensPerSecond: widest(one) })))).toEqual(once);
  });

  it('follow the trend of what ran side by side, and of nothing else', () => {
    const falling = ranIn(0, [110, 107, 104, 102, 99]);
    const level = ranIn(5, [100, 101, 99, 102, 98]);
    const [apart] = withIntervals([level, falling]);
    expect(apart).toEqual(withIntervals([level])[0]);
    const [together] = withIntervals([ranIn(0, [100, 101, 99, 102, 98]), falling]);
    expect(together?.tokensPerSecond?.low).toBeLessThan(apart?.tokensPerSecond?.low ?? NaN);
  });

  it('stay as they are where nothing was measured', () => {
    const none = { ...entry({ format: 'fp16', phase: 'decode' }), tokensPerSecond: null, ttftSeconds: null };
    expect(withIntervals([none])).toEqual([none]);
  });
});

it('a result that says how its intervals were found keeps to that name', () => {
  // Another way of finding them needs another name: an import tells results of the two apart by it.
  expect(STATISTICS.method).toBe(
    'Hettmansperger-Sheather interpolated order statistics, widened by the trend over the run and from 10 samples on by the correlation of neighbouring ones',
  );
});

it('a result says how its intervals were found', () => {
  expect(resultSchema.parse(result()).statistics).toMatchObject({ level: 0.95 });
  expect(
    resultSchema.safeParse({ ...result(), statistics: { method: 'x', ratioMethod: 'y', level: 95 } }).success,
  ).toBe(false);
});

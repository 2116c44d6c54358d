/** A speed from run to run: which runs meet, and what is said of the first and the last. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import type { Result } from '../schema';
import { trendSentence, trendsOf } from './trend';

const run = (day: number, rate: number, over: Partial<Result> = {}): Result =>
  result({
    startedAt: `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`,
    results: [entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(rate) })],
    ...over,
  });
const { environment, engine, adapter } = run(1, 1);
const browser = (name: string, version: string) => ({ environment: { ...environment, name, version, dawn: null } });

describe('the trend of kept runs', () => {
  it('has every run of an equal workload from the oldest to the newest, whatever their order', () => {
    const [trend] = trendsOf([run(3, 120), run(1, 100), run(2, 110)]);
    expect(trend?.series.map(({ points }) => points.map(({ interval }) => interval.median))).toEqual([[100, 110, 120]]);
  });

  it('is none of one run, and none of runs whose workloads differ', () => {
    expect(trendsOf([run(1, 100)])).toEqual([]);
    const other = entry({ format: 'int4', phase: 'decode', workloadId: 'f'.repeat(64) });
    expect(trendsOf([run(1, 100), run(2, 100, { results: [other] })])).toEqual([]);
  });

  it('keeps browsers and adapters apart, and names what changed between two runs', () => {
    const [trend] = trendsOf([
      run(1, 100, browser('Chrome', '150')),
      run(2, 300, browser('Firefox', '150')),
      run(3, 100, browser('Chrome', '151')),
      run(4, 300, browser('Firefox', '150')),
      run(5, 100, { ...browser('Chrome', '151'), engine: { ...engine, shaderHash: 'ff'.repeat(8) } }),
      run(6, 9, { ...browser('Chrome', '151'), adapter: { ...adapter, description: 'llvmpipe' } }),
    ]);
    expect(trend?.series.map(({ name, points }) => [name, points.map(({ changed }) => changed)])).toEqual([
      ['Chrome on Acme R-1', ['', 'Chrome 151', 'other kernels']],
      ['Firefox on Acme R-1', ['', '']],
    ]);
  });

  it('says how the last compares with the first, or that nobody can tell', () => {
    const says = (...runs: Result[]) => trendsOf(runs).map(trendSentence)[0];
    expect(says(run(1, 100), run(2, 150))).toBe('2 runs: INT4 writes 1.50 times as fast in the last as in the first.');
    expect(says(run(1, 150), run(2, 100))).toContain('1.50 times as slow');
    expect(says(run(1, 100), run(2, 101))).toContain('no change that they can show');
    const few = { median: 300, low: 300, high: 300, samples: [300] };
    const once = [entry({ format: 'int4', phase: 'decode', tokensPerSecond: few })];
    expect(says(run(1, 100), run(2, 1, { results: once }))).toContain('too few repetitions');
  });

  it('takes what changes between runs from those that were measured here, not from files beside them', () => {
    const runs = [run(1, 100), run(2, 101), run(3, 99), run(4, 130)];
    const basis = (own?: readonly Result[]) =>
      trendsOf(runs, own)[0]?.series[0]?.points.map(({ runs: behind }) => behind);
    expect(basis()).toEqual([4, 4, 4, 4]);
    expect(basis(runs.slice(0, 3))).toEqual([3, 3, 3, 1]);
    expect(basis(runs.slice(0, 2))).toEqual([1, 1, 1, 1]);
  });

  it('is of each format that has one', () => {
    const both = (day: number) =>
      run(day, 1, {
        results: [entry({ format: 'fp16', phase: 'decode' }), entry({ format: 'int4', phase: 'decode' })],
      });
    expect(trendsOf([both(1), both(2)]).map(({ format }) => format)).toEqual(['int4', 'fp16']);
  });
});

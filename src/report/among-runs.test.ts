/** Where a run's speed lies among the kept ones. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../test/fixtures/result';
import { amongRuns } from './among-runs';
import { withBetweenRuns } from './between-runs';
import { compareResults } from './compare/compare';
import type { Result } from './schema';

const run = (rate: number, hour: number, over: Partial<Result> = {}): Result =>
  result({
    startedAt: `2026-01-02T0${hour}:00:00.000Z`,
    results: [entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(rate) })],
    ...over,
  });

const own = run(60, 1);
const kept = (...results: readonly Result[]) => results.map((one) => ({ result: one, imported: false }));
const alone = 'What changes between runs is not in that.';

describe('among the kept runs of the same work', () => {
  it('a run is faster, slower or not clearly different, as two runs are compared', () => {
    expect(amongRuns(own, kept(own, run(40, 2), run(50, 3), run(90, 4), run(60.1, 5)))).toBe(
      `Among the 4 other runs of the same work in this browser, INT4 is faster than 2, slower than 1, not clearly different from 1. ${alone}`,
    );
    expect(amongRuns(own, kept(run(40, 2)))).toBe(
      `Beside the other run of the same work in this browser, INT4 is faster than 1. ${alone}`,
    );
    // Intervals that touch may still differ: their ratio decides.
    const touching = run(57.7, 2);
    expect(compareResults(touching, own).workloads[0]?.verdict).toBe('faster');
    expect(amongRuns(own, kept(touching))).toContain('faster than 1');
  });

  it('those from files are said to be that', () => {
    const friend = { result: run(90, 4), imported: true };
    expect(amongRuns(own, [...kept(run(40, 2)), friend])).toContain('in this browser (1 own, 1 imported), INT4');
    expect(amongRuns(own, [friend])).toContain('in this browser (imported), INT4');
  });

  it('what changes between runs counts where it is known of both, and is never taken from a file', () => {
    const runs = [run(60, 1), run(50, 2), run(75, 3)];
    const wide = runs.map((one) => withBetweenRuns(one, runs));
    const [first = own] = wide;
    expect(amongRuns(own, kept(...runs))).toContain('faster than 1, slower than 1');
    expect(amongRuns(first, kept(...wide))).toMatch(/is not clearly different from 2\. What .* is in that\.$/);
    const files = wide.map((one) => ({ result: one, imported: true }));
    expect(amongRuns(first, files)).toMatch(/faster than 1, slower than 1\. What .* is not in that\.$/);
    expect(amongRuns(first, [...files.slice(1, 2), ...kept(...wide.slice(2))])).toContain('is in 1 of these.');
  });

  it('nothing is said where there is no other, or only of other work, of a software adapter or of too few repetitions', () => {
    const software = { ...run(40, 2), adapter: { ...own.adapter, software: true } };
    const other = run(40, 3);
    const otherWork = { ...other, results: other.results.map((one) => ({ ...one, workloadId: 'f'.repeat(64) })) };
    const few = { median: 40, low: 40, high: 40, samples: [40] };
    const cancelled = run(40, 4, {
      status: 'cancelled',
      results: [entry({ format: 'int4', phase: 'decode', tokensPerSecond: few, status: 'cancelled' })],
    });
    expect(amongRuns(own, kept(own))).toBe('');
    expect(amongRuns(own, kept(software, otherWork, cancelled))).toBe('');
    expect(amongRuns(cancelled, kept(own))).toBe('');
    expect(amongRuns(result({ results: [] }), kept(own))).toBe('');
  });
});

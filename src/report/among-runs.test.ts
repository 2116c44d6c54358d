/** Where a run's speed lies among the kept ones. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../test/fixtures/result';
import { amongRuns } from './among-runs';
import type { Result } from './schema';

const run = (rate: number, hour: number, over: Partial<Result> = {}): Result =>
  result({
    startedAt: `2026-01-02T0${hour}:00:00.000Z`,
    results: [entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(rate) })],
    ...over,
  });

const own = run(60, 1);

describe('among the kept runs of the same work', () => {
  it('a run is faster, slower or not clearly different, by intervals that do not touch', () => {
    expect(amongRuns(own, [own, run(40, 2), run(50, 3), run(90, 4), run(60.1, 5)])).toBe(
      'Among the 4 other runs of the same work in this browser, INT4 is faster than 2, slower than 1, not clearly different from 1.',
    );
    expect(amongRuns(own, [run(40, 2)])).toBe(
      'Beside the other run of the same work in this browser, INT4 is faster than 1.',
    );
  });

  it('nothing is said where there is no other, or only of other work or of a software adapter', () => {
    const software = { ...run(40, 2), adapter: { ...own.adapter, software: true } };
    const other = run(40, 3);
    const otherWork = { ...other, results: other.results.map((one) => ({ ...one, workloadId: 'f'.repeat(64) })) };
    expect(amongRuns(own, [own])).toBe('');
    expect(amongRuns(own, [software, otherWork])).toBe('');
    expect(amongRuns(result({ results: [] }), [own])).toBe('');
  });
});

/** Several results of one workload, with run effects put in. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../test/fixtures/result';
import { acrossRuns, runsMarkdown } from './runs';

const runsAt = (...medians: number[]) =>
  medians.map((median) =>
    result({ results: [entry({ format: 'fp16', phase: 'decode', tokensPerSecond: figure(median, median * 0.01) })] }),
  );

describe('runs of one workload', () => {
  it('that differ by more than one run’s interval knows have that interval widened', () => {
    const [all, ...others] = acrossRuns(runsAt(100, 120, 90, 110, 95));
    expect(others).toEqual([]);
    expect(all?.pooled.between).toBeGreaterThan(0.05);
    expect(all?.latest.median).toBe(95);
    expect(all?.latest.low).toBeLessThan(80);
    expect(all?.latest.high).toBeGreaterThan(115);
  });

  it('that agree keep it', () => {
    const [all] = acrossRuns(runsAt(100, 100.2, 99.9));
    expect(all?.pooled.between).toBe(0);
    expect(all?.latest).toMatchObject({ median: 99.9, low: 99.9 * 0.99 });
  });

  it('are told in a row each', () => {
    const text = runsMarkdown(runsAt(100, 120, 90, 110, 95));
    expect(text).toContain('| FP16');
    expect(text).toContain('widened');
  });

  it('are those with the same id that ran to their end, at least two', () => {
    const [first, second] = runsAt(100, 101);
    const cancelled = result({ results: [entry({ format: 'fp16', phase: 'decode', status: 'cancelled' })] });
    expect(acrossRuns([first ?? result(), cancelled])).toEqual([]);
    expect(acrossRuns([first ?? result(), second ?? result(), cancelled])[0]?.runs).toHaveLength(2);
    expect(runsMarkdown([])).toBe('');
  });
});

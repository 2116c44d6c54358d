/** The warning where a run drifted. The test behind it is statistics/drift. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { resultSchema } from './schema';
import { driftWarnings, withTrend } from './statistics';

const withRates = (rates: readonly number[]) =>
  (['prefill', 'decode'] as const).map((phase) =>
    entry({ format: 'fp16', phase, tokensPerSecond: { median: 100, low: 90, high: 110, samples: [...rates] } }),
  );

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

describe('the intervals of a run', () => {
  it('hold its end too where it drifts: of all its speeds and times', () => {
    const [before] = withRates([110, 107, 104, 102, 99]);
    const ttftSeconds = { median: 1, low: 0.9, high: 1.1, samples: [0.9, 0.95, 1, 1.05, 1.1] };
    const [after] = withTrend([{ ...entry({ format: 'fp16', phase: 'prefill' }), ...before, ttftSeconds }]);
    expect(after?.tokensPerSecond).toMatchObject({ median: 100, high: 110, samples: [110, 107, 104, 102, 99] });
    expect(after?.tokensPerSecond?.low).toBeLessThan(90);
    expect(after?.ttftSeconds).toMatchObject({ low: 0.9 });
    expect(after?.ttftSeconds?.high).toBeGreaterThan(1.1);
  });

  it('stay as they are where nothing was measured', () => {
    const none = { ...entry({ format: 'fp16', phase: 'decode' }), tokensPerSecond: null, ttftSeconds: null };
    expect(withTrend([none])).toEqual([none]);
  });
});

it('a result says how its intervals were found', () => {
  expect(resultSchema.parse(result()).statistics).toMatchObject({ level: 0.95 });
  expect(
    resultSchema.safeParse({ ...result(), statistics: { method: 'x', ratioMethod: 'y', level: 95 } }).success,
  ).toBe(false);
});

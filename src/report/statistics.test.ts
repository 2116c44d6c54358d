/** The warning where a run drifted. The test behind it is statistics/drift. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { resultSchema } from './schema';
import { driftWarnings } from './statistics';

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

it('a result says how its intervals were found', () => {
  expect(resultSchema.parse(result()).statistics).toMatchObject({ level: 0.95 });
  expect(
    resultSchema.safeParse({ ...result(), statistics: { method: 'x', ratioMethod: 'y', level: 95 } }).success,
  ).toBe(false);
});

/** What the runs beside a result add to its intervals: which of them count, what is said, and that a simulated device keeps its word. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../test/fixtures/result';
import { trueResult } from '../../test/fixtures/true-ids';
import { uniform } from '../foundation/random';
import { drawn, normal, shareOf } from '../statistics/fixtures/distributions';
import { summarise } from '../statistics/spread';
import { aboutIntervals, basisOf, betweenRuns, rangeOf, withBetweenRuns } from './between-runs';
import { assertBetweenRuns } from './import/between';
import { toMarkdown } from './markdown';
import type { Figure, Result } from './schema';

const at = (hours: number): string => new Date(Date.UTC(2026, 10, 22) + hours * 3_600_000).toISOString();

const runAt = (hours: number, rate: number | Figure, over: Partial<Result> = {}): Result => {
  const tokensPerSecond = typeof rate === 'number' ? figure(rate) : rate;
  return result({
    startedAt: at(hours),
    results: [entry({ format: 'int4', phase: 'decode', tokensPerSecond })],
    ...over,
  });
};
const { adapter, environment, engine } = result();

describe('the runs that a machine has kept', () => {
  const [first, second, third] = [runAt(0, 100), runAt(1, 90), runAt(2, 110)];

  it('widen an interval from three on, and leave what the run measured as it is', () => {
    expect(betweenRuns(first, [first, second])).toBeNull();
    const wide = withBetweenRuns(first, [first, second, third]);
    expect(wide.results).toEqual(first.results);
    const [one] = wide.betweenRuns?.figures ?? [];
    expect(one?.runs.map(({ median }) => median)).toEqual([100, 90, 110]);
    expect(one?.interval.median).toBe(100);
    expect(one?.interval.low).toBeLessThan(90);
    expect(one?.interval.high).toBeGreaterThan(110);
  });

  it('need not hold the run itself, and count it once where they do', () => {
    expect(betweenRuns(first, [second, third])?.runs).toBe(3);
    expect(betweenRuns(first, [first, first, second, second])).toBeNull();
  });

  it('confirm a device from three sessions at least an hour apart', () => {
    const of = (...hours: readonly number[]) =>
      betweenRuns(
        first,
        hours.map((hour) => runAt(hour, 100)),
      );
    expect(of(0, 1, 2)).toMatchObject({ runs: 3, sessions: 3, confirmed: true });
    expect(of(0, 0.4, 0.8, 1.2)).toMatchObject({ runs: 4, sessions: 2, confirmed: false });
    expect(of(0, 0.1, 0.2)).toMatchObject({ runs: 3, sessions: 1, confirmed: false });
  });

  it.each<[string, Partial<Result>]>([
    ['of another GPU', { adapter: { ...adapter, device: 'R-2' } }],
    ['of a software adapter', { adapter: { ...adapter, software: true } }],
    ['in another browser', { environment: { ...environment, name: 'Firefox' } }],
    ['by other kernels', { engine: { ...engine, shaderHash: 'ff'.repeat(8) } }],
    ['of tokamark-1', { suite: { name: 'tokamark-1', profile: 'quick' } }],
  ])('do not count where they are %s', (_, over) => {
    expect(betweenRuns(first, [second, runAt(2, 110, over)])).toBeNull();
  });

  it('count in another version of the browser, which is listed', () => {
    const updated = runAt(2, 110, { environment: { ...environment, name: environment.name, version: '999.0' } });
    expect(betweenRuns(first, [second, updated])?.environments).toHaveLength(2);
  });

  it('count by workload, and only where it was timed to its end and often enough', () => {
    const entryOf = runAt(2, 110).results[0];
    if (entryOf === undefined) throw new Error('the fixture has an entry');
    const of = (over: Partial<typeof entryOf>) =>
      betweenRuns(first, [second, runAt(2, 110, { results: [{ ...entryOf, ...over }] })]);
    expect(of({})).not.toBeNull();
    expect(of({ workloadId: 'e'.repeat(64) })).toBeNull();
    expect(of({ engine: 'other' })).toBeNull();
    expect(of({ status: 'cancelled' })).toBeNull();
    expect(of({ tokensPerSecond: { median: 110, low: 110, high: 110, samples: [110] } })).toBeNull();
  });
});

describe('a report', () => {
  it('says of its intervals which they are', () => {
    const wide = withBetweenRuns(runAt(0, 100), [runAt(1, 90), runAt(2, 110)]);
    expect(aboutIntervals(runAt(0, 100))).toMatch(/^Intervals are within one run/);
    expect(aboutIntervals(wide)).toMatch(/between 3 kept runs .*The device is confirmed: 3 sessions/);
    expect(toMarkdown(runAt(0, 100))).toContain('100.0 ± 2.0');
    expect(toMarkdown(wide)).toContain('| 100 (70 to 150) |');
    const single = { ...wide, results: [...wide.results, entry({ format: 'fp16', phase: 'decode' })] };
    expect(toMarkdown(single)).toContain('100.0 ± 2.0, within one run');
    expect([basisOf(1), basisOf(4)]).toEqual(['within one run', 'between 4 runs']);
  });
});

describe('an import', () => {
  it('refuses an interval that does not come from the runs beside it', () => {
    const runs = [0, 1, 2].map((hours) => trueResult({ startedAt: at(hours) }));
    const [first] = runs;
    if (first === undefined) throw new Error('there are three');
    const wide = withBetweenRuns(first, runs);
    expect(() => assertBetweenRuns(wide)).not.toThrow();
    const found = wide.betweenRuns;
    const [one] = found?.figures ?? [];
    if (found === undefined || one === undefined) throw new Error('there are three runs');
    const refuses = (over: Partial<typeof found>, field: RegExp) =>
      expect(() => assertBetweenRuns({ ...wide, betweenRuns: { ...found, ...over } })).toThrow(field);
    const narrow = { ...one.interval, low: one.interval.median };
    refuses({ figures: [{ ...one, interval: narrow }] }, /figures\[0\]\.interval|does not come from/);
    refuses({ figures: [{ ...one, runs: one.runs.map((run) => ({ ...run, median: run.high })) }] }, /not the figure/);
    refuses({ confirmed: false }, /3 sessions/);
    refuses({ sessions: 9 }, /3 runs/);
    refuses({ method: 'x', figures: [{ ...one, interval: narrow }] }, /does not know it/);
  });
});

describe('a simulated device', () => {
  /** Its speed differs by session around 100; `within` and `between` are standard deviations as shares. */
  const history = (runs: number, [within, between]: readonly [number, number], random: () => number): Result[] =>
    Array.from({ length: runs }, (_, hours) => {
      const speed = 100 * Math.exp(between * normal(random));
      const samples = drawn(5, (stream) => speed * Math.exp(within * normal(stream)), random);
      return runAt(hours, { ...summarise(samples), samples });
    });

  it.each([
    [3, 0.01, 0.05],
    [3, 0.01, 0.01],
    [5, 0.002, 0.05],
    [10, 0.03, 0.03],
  ])(
    'of %d kept runs has its speed in the shown interval in 93 %% or more, with %d within and %d between',
    (...given) => {
      const [runs, ...spread] = given;
      const covered = (wide: boolean): number =>
        shareOf(400, 7, (random) => {
          const all = history(runs, spread, random);
          const [first] = all;
          const [measured] = first?.results ?? [];
          if (first === undefined || measured === undefined) return false;
          const between = wide ? (betweenRuns(first, all) ?? undefined) : undefined;
          const { low = NaN, high = NaN } = rangeOf(measured, 'tokensPerSecond', between)?.interval ?? {};
          return low <= 100 && 100 <= high;
        });
      expect(covered(true)).toBeGreaterThan(0.93);
      expect(covered(false)).toBeLessThan(0.8);
    },
  );

  it('that changes nothing between runs keeps the width of one run, near enough', () => {
    const all = history(5, [0.01, 0], uniform(3));
    const [first] = all;
    const one = first === undefined ? undefined : betweenRuns(first, all)?.figures[0];
    const [own] = one?.runs ?? [];
    expect((one?.interval.high ?? 0) / (own?.high ?? 1)).toBeLessThan(1.03);
  });
});

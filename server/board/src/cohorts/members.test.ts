/** One value per device, whatever it sends. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureOf } from './figure';
import { MOST_RUNS, membersOf, type DeviceRun } from './members';

const run = (device: string, value: number, receivedAt = 0): DeviceRun => ({
  device,
  confirmed: false,
  value,
  receivedAt,
});
const valuesOf = (runs: readonly DeviceRun[]) => membersOf(runs).map(({ value }) => value);

describe('the members of a cohort', () => {
  it('are one a device, with the median of its runs', () => {
    const members = membersOf([run('b', 7), run('a', 1), run('a', 3), run('a', 100), run('b', 9)]);
    expect(members).toEqual([
      { device: 'a', confirmed: false, value: 3, runs: 3 },
      { device: 'b', confirmed: false, value: 8, runs: 2 },
    ]);
  });

  it('are none of no runs', () => {
    expect(membersOf([])).toEqual([]);
  });

  it('are the same in whatever order runs arrive', () => {
    const runs = fc.array(
      fc.record({
        ...{ device: fc.constantFrom('a', 'b', 'c'), confirmed: fc.constant(true) },
        ...{ value: fc.integer({ min: 1, max: 9 }), receivedAt: fc.integer({ min: 0, max: 3 }) },
      }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(runs, (sent) => {
        expect(membersOf(sent.toReversed())).toEqual(membersOf(sent));
      }),
      { numRuns: 50 },
    );
  });

  it('count the latest runs of a device that sends very many', () => {
    const sent = Array.from({ length: MOST_RUNS + 50 }, (_, i) => run('a', i < 50 ? 1000 : 1, i));
    expect(membersOf(sent)).toEqual([{ device: 'a', confirmed: false, value: 1, runs: MOST_RUNS }]);
  });
});

describe('a device that floods its cohort', () => {
  const others = Array.from({ length: 40 }, (_, i) => run(`d${i}`, 100 + i));

  it('changes its own value and no other', () => {
    const flood = Array.from({ length: 5000 }, (_, i) => run('flood', 999_999_999, i));
    expect(valuesOf([...others, ...flood])).toEqual([...valuesOf(others), 999_999_999]);
  });

  it('moves the median by one device at most, as a single run does', () => {
    const flood = Array.from({ length: 5000 }, (_, i) => run('flood', 999_999_999, i));
    const once = figureOf(valuesOf([...others, run('flood', 999_999_999)]));
    expect(figureOf(valuesOf([...others, ...flood]))).toEqual(once);
    expect(once?.median).toBe(120);
  });
});

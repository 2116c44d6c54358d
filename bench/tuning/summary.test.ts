/** How a choice is judged: by the least time of all runs. */
import { describe, expect, it } from 'vitest';
import type { Kept, KeptAttempt, Policy } from './kept';
import { summaries, summaryText } from './summary';

const attempt = (variant: string, ...samples: readonly number[]): KeptAttempt => ({
  ...{ variant, status: 'timed', made: 1, took: 2 },
  samples: [...samples],
});

const kept = (seed: number, policy: Policy, chosen: string, attempts: readonly KeptAttempt[]): Kept => ({
  ...{ seed, policy, seconds: attempts.length, adapter: 'a', version: 'v', date: '2026-11-28' },
  load: [0, 1],
  sites: [
    { group: 'g', id: 's', uses: 30, rows: 1, variants: ['a', 'b', 'c'], chosen, attempts: [...attempts] },
    { group: 'g', id: 't', uses: 1, rows: 1, variants: ['a'], chosen: 'a', attempts: [attempt('a', 30)] },
  ],
});

const RUNS = [
  kept(1, 'every', 'b', [attempt('a', 5, 4), attempt('b', 2, 3), attempt('c', 9)]),
  kept(1, 'expected', 'a', [attempt('a', 3, 6)]),
  kept(2, 'every', 'b', [attempt('a', 4), attempt('b', 2), attempt('c', 1)]),
];

describe('a summary', () => {
  it('judges by the least time that any run measured of a variant, its own among them', () => {
    const [first, second] = summaries(RUNS);
    // The fastest is `c`: a second in the other seed. Here `b` took two, and `a`, the chosen of the second run, three.
    expect([first, second].map((run) => run?.sites.map(({ share }) => share))).toEqual([
      [1, 0],
      [2, 0],
    ]);
    // 30 x 2 + 30 and 30 x 3 + 30, against 30 x 1 + 30.
    expect([first, second].map((run) => run?.groups)).toEqual([
      [{ where: 'g', share: 90 / 60 - 1 }],
      [{ where: 'g', share: 120 / 60 - 1 }],
    ]);
    expect([first?.all, second?.all]).toEqual([0.5, 1]);
    expect([first?.attempts, second?.attempts]).toEqual([4, 2]);
    expect(first?.leastSeconds).toBe(3 * 2 + 2);
    // Another run took a second less for `a`.
    const quick = kept(3, 'expected', 'a', [{ ...attempt('a', 9), took: 1 }]);
    expect(summaries([...RUNS, quick])[0]?.leastSeconds).toBe(3 * 2 + 2 - 1);
  });

  it('says the worst of each run, and under which conditions it was made', () => {
    const text = summaryText(RUNS);
    expect(text).toContain('50.0 % (g)');
    expect(text).toContain('200.0 % (g: s)');
    expect(text.split('\n').filter((line) => line.startsWith('- seed'))).toHaveLength(3);
  });
});

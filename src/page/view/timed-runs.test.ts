/** What the list of timed runs says of each: which it is, and how fast. */
import { describe, expect, it } from 'vitest';
import { entry } from '../../../test/fixtures/result';
import { timedSheet } from './timed-runs';

const base = entry({ format: 'int4', phase: 'decode', tokens: 64, warmUpSeconds: [0.5] });
/** By what stands in the column of the order. */
const speeds = (over: Partial<typeof base>) =>
  Object.fromEntries<string>(
    timedSheet([{ ...base, ...over }]).rows.map((row): [string, string] => [row[0] ?? '', row.at(-1) ?? '']),
  );

describe('the speed of a timed run', () => {
  it('counts every token of all its passes, where a run before them has one pass', () => {
    const durations = [{ order: 3, seconds: 2, passes: 4 }];
    expect(speeds({ durations })).toMatchObject({ '3': '128.0', 'warm-up': '128.0' });
  });

  it('counts the tokens of every sequence of a batch', () => {
    const durations = [{ order: 3, seconds: 2, passes: 1 }];
    expect(speeds({ batch: 4, durations })).toMatchObject({ '3': '128.0', 'warm-up': '512.0' });
  });

  it('of one that a guard voided counts as many passes as those that count have', () => {
    const voided = [{ order: 4, seconds: 2, guard: 'hidden-tab' as const, passes: 4 }];
    expect(speeds({ durations: [], voided })).toMatchObject({ '4 (void: hidden-tab)': '128.0' });
    const older = [{ order: 4, seconds: 2, guard: 'hidden-tab' as const }];
    expect(speeds({ durations: [{ order: 3, seconds: 2, passes: 4 }], voided: older })).toMatchObject({
      '4 (void: hidden-tab)': '128.0',
    });
  });
});

/** What a run without time for all that was asked says. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { lessThanAsked } from './less';
import { unmeasured } from './measurement';
import { afterCold, type SeriesState } from './policy';
import { shapeNamed } from '../model/shapes';
import { plannedTest } from './planned-test';
import { syntheticSource } from './workload';
import { RECIPES } from '../kernels/recipe';
import { tokamark } from './tokamark';

function measured(made: number, change: Partial<SeriesState> = {}, depth = 0) {
  const test = { phase: 'decode', depth, tokens: 64, batch: 1 } as const;
  const repetitions = Array.from({ length: made }, (_, order) => ({
    order,
    round: order,
    seconds: seconds(1),
    ended: seconds(order),
  }));
  const state: SeriesState = { ...afterCold(seconds(1)), repetitions, ...change };
  return {
    ...unmeasured(
      plannedTest({ contestant: tokamark(RECIPES.int4), config: shapeNamed('Fable') }, syntheticSource(), test),
    ),
    state,
  };
}

describe('a run', () => {
  it('that measured what was asked says nothing', () => {
    expect(lessThanAsked([measured(10), measured(10)], 10)).toBeNull();
    expect(lessThanAsked([], 10)).toBeNull();
  });

  it('that ended early says after how many repetitions, and what to do', () => {
    const text = lessThanAsked([measured(7), measured(7)], 10);
    expect(text).toContain('7 repetitions instead of 10');
    expect(text).toContain('give a longer budget');
    expect(lessThanAsked([measured(1)], 10)).toContain('1 repetition instead of 10');
  });

  it('names what was left out, and after how many repetitions', () => {
    const gone = [measured(0, { leftOut: true }, 2048), measured(2, { leftOut: true }, 128)];
    const text = lessThanAsked([measured(5), ...gone], 5);
    expect(text).toContain(
      'INT4 writing 64 tokens (tg64 @ d2048), INT4 writing 64 tokens (tg64 @ d128) after 2 repetitions left out',
    );
    expect(text).not.toContain('instead of');
  });

  it('that lacks what a guard voided does not blame the time', () => {
    const voided = [{ order: 9, seconds: seconds(1), ended: seconds(9), guard: 'hidden-tab' as const }];
    expect(lessThanAsked([measured(4, { voided })], 5)).toBeNull();
  });
});

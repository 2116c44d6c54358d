/** What of the time counts against a budget. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { BudgetTime } from './budget-time';
import { UNWATCHED } from './guards/watch';

function fakeTime(budget: number | null) {
  let now = 100;
  const pass = (taken: number) => Promise.resolve(void (now += taken));
  const time = new BudgetTime({ now: () => seconds(now) }, budget === null ? null : seconds(budget), 1);
  return { time, pass };
}

describe('what is left of a budget', () => {
  it('is it less the time since the run began, below zero once it is overdrawn', async () => {
    const { time, pass } = fakeTime(60);
    expect(time.left()).toBe(60);
    await pass(61);
    expect(time.left()).toBe(-1);
  });

  it('is endless without one', () => {
    expect(fakeTime(null).time.left()).toBe(Infinity);
  });

  it('is not less for waiting until a guard lets the run go on, nor for what is outside of it', async () => {
    const { time, pass } = fakeTime(60);
    const watch = time.watching({ ...UNWATCHED, calm: () => pass(600) });
    await watch.calm();
    await time.without(() => pass(300));
    await pass(10);
    expect(time.left()).toBe(50);
  });

  it('does not leave out twice what waits within what is outside', async () => {
    const { time, pass } = fakeTime(60);
    const watch = time.watching({ ...UNWATCHED, calm: () => pass(5) });
    await time.without(() => watch.calm());
    expect(time.left()).toBe(60);
  });

  it('is not less either for what failed outside of it', async () => {
    const { time, pass } = fakeTime(60);
    await expect(time.without(() => pass(5).then(() => Promise.reject(new Error('lost'))))).rejects.toThrow('lost');
    expect(time.left()).toBe(60);
  });
});

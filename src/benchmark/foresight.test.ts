/** What is foreseen of a device once it has been seen how fast it is. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { Foresight } from './foresight';

const PLANNED = { load: 3, check: 2 };

function device(slower: number, planned = PLANNED) {
  let now = 0;
  const foresight = new Foresight({ now: () => seconds(now) }, planned);
  const load = () => {
    foresight.onLoad();
    now += slower * (PLANNED.load + PLANNED.check);
  };
  return { foresight, load, pass: (time: number) => (now += time) };
}

describe('the factor', () => {
  it.each([0.25, 1, 3])('is %d on a device that takes so many times as long as planned', (slower) => {
    const { foresight, load } = device(slower);
    expect(foresight.factor()).toBe(1);
    load();
    load();
    foresight.onReady();
    expect(foresight.factor()).toBeCloseTo(slower);
  });

  it('is of what was loaded before the first repetition, and not of what followed', () => {
    const { foresight, load, pass } = device(2);
    load();
    foresight.onReady();
    pass(1000);
    foresight.onReady();
    load();
    expect(foresight.factor()).toBeCloseTo(2);
  });

  it('comes with what each took to load', () => {
    const { foresight, load } = device(2);
    expect(foresight.each()).toBe(0);
    load();
    load();
    foresight.onReady();
    expect(foresight.each()).toBe(10);
  });

  it('is within bounds, and 1 where nothing was planned', () => {
    for (const [planned, factor] of [
      [PLANNED, 8],
      [{ load: 0, check: 0 }, 1],
    ] as const) {
      const { foresight, load } = device(1000, planned);
      load();
      foresight.onReady();
      expect(foresight.factor()).toBe(factor);
    }
  });
});

/** Parts that are drawn a few at a time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slicesOf } from './slices';

describe('parts that take long together', () => {
  it('are drawn over several frames, each once for a change', () => {
    let time = 0;
    const drawn: number[] = [];
    const draw = slicesOf(
      [0, 1, 2, 3, 4].map((part) => () => {
        drawn.push(part);
        time += 5;
      }),
      () => time,
    );
    expect([draw(true), draw(false), draw(false), draw(false)]).toEqual([true, true, false, false]);
    expect(drawn).toEqual([0, 1, 2, 3, 4]);
  });

  it('are all drawn after the last change, whenever it comes', () => {
    const costs = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(costs, fc.array(fc.boolean(), { maxLength: 20 }), (milliseconds, changes) => {
        let [time, state] = [0, 0];
        const shown = milliseconds.map(() => -1);
        const parts = milliseconds.map((cost, part) => () => {
          shown[part] = state;
          time += cost;
        });
        const draw = slicesOf(parts, () => time);
        for (const anew of [...changes, true]) {
          if (anew) state += 1;
          draw(anew);
        }
        while (draw(false));
        expect(new Set(shown)).toEqual(new Set([state]));
      }),
    );
  });
});

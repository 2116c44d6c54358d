/** That a wait leaves the processor alone, and is hardly prolonged by it. */
import { describe, expect, it } from 'vitest';
import { Rest } from './rest';

/** Resolves once `milliseconds` have passed, asking in every turn of the event loop as Dawn does; gives the turns. */
const asking = (milliseconds: number): Promise<number> =>
  new Promise((resolve) => {
    const end = performance.now() + milliseconds;
    let turns = 0;
    const ask = () => {
      turns += 1;
      if (performance.now() >= end) resolve(turns);
      else setImmediate(ask);
    };
    ask();
  });

describe('a wait', () => {
  it('asks about once a millisecond, not as often as the processor can', async () => {
    const busy = await new Rest(false).during(asking(200));
    const resting = await new Rest(true).during(asking(200));
    expect(resting).toBeLessThan(busy / 8);
  });

  it('is prolonged by a sixteenth at most', async () => {
    const rest = new Rest(true);
    let least = Infinity;
    // The least of some: a busy machine may prolong any one.
    for (let i = 0; i < 8; i++) {
      const from = performance.now();
      await rest.during(asking(8));
      least = Math.min(least, performance.now() - from);
    }
    expect(least).toBeLessThan(8 * (1 + 1 / 16) + 0.3);
  });

  it('is not prolonged where it is short', async () => {
    const busy = await new Rest(false).during(asking(1));
    expect(await new Rest(true).during(asking(1))).toBeGreaterThan(busy / 8);
  });

  it('gives what was waited for, and throws what it threw', async () => {
    const rest = new Rest(true);
    await expect(rest.during(Promise.resolve(7))).resolves.toBe(7);
    await expect(rest.during(Promise.reject(new RangeError('ours')))).rejects.toThrow('ours');
  });

  it('does not rest for those who have what they waited for', async () => {
    const rest = new Rest(true);
    await rest.during(asking(5));
    expect(await asking(50)).toBeGreaterThan(450);
  });

  it('is left as it is on a GPU', async () => {
    expect(await Rest.on({ software: false }).during(asking(50))).toBeGreaterThan(450);
  });
});

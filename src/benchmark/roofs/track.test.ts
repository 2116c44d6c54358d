/** A roof over several visits, on a device and a clock that the test makes: what disturbs it, and what is then said of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../../test/fixtures/device';
import { opsPerSecond, seconds } from '../../foundation/units';
import { apart, fastest } from './best';
import { Bench, SILENT } from '../bench';
import type { RoofFigure } from './roof';
import { Track } from './track';
import type { Probe } from './visit';

const context = withDevice();
/** Units per second that the device can do. */
const TRUE = 1e6;

/** A roof after so many visits, of which `disturbance` says how much longer each take lasts. */
async function visited(visits: number, disturbance: (run: number, units: number) => number, coarse = false) {
  let now = 0;
  let run = 0;
  const probe: Probe<{ readonly of: number }> = {
    first: 4,
    most: 1 << 20,
    ready: () =>
      Promise.resolve({
        take: (units) => {
          const taken = units / TRUE + disturbance(run++, units);
          now += taken;
          return Promise.resolve(seconds(taken));
        },
        value: (units, taken) => units / taken,
        work: (of) => ({ of }),
      }),
  };
  const track = new Track({ name: 'peak', kind: 'rate', brand: opsPerSecond }, probe, coarse);
  for (let visit = 0; visit < visits; visit++) {
    const clock = { now: () => seconds(now) };
    const bench = new Bench({ context: context(), clock, signal: null, events: SILENT });
    await track.visit({ bench, aim: seconds(0.01), end: seconds(now + 0.15) });
  }
  const figure = track.figure();
  if (figure === null) throw new Error('no roof');
  return figure;
}

const expectTrue = ({ median, low, high, doubt }: RoofFigure<number>) => {
  for (const value of [median, low, high]) expect(value / TRUE).toBeCloseTo(1, 1);
  expect(Math.abs(median / TRUE - 1)).toBeLessThan(0.03);
  expect(doubt).toBe('');
};

describe('a roof', () => {
  it('is changed by less than 3 % by one hiccup, wherever in the run and however long, nor is its interval', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(30),
        fc.double({ min: 1e-4, max: 20, noNaN: true }),
        fc.constantFrom(1, 2),
        async (at, lasts, visits) => {
          expectTrue(await visited(visits, (run) => (run === at ? lasts : 0)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is that of the undisturbed visit where another program takes half the device during the other', async () => {
    for (const half of [(run: number) => run < 12, (run: number) => run >= 12]) {
      expectTrue(await visited(2, (run, units) => (half(run) ? units / TRUE : 0)));
    }
  });

  it('grows its work again at the next visit where a stalling device left it short', async () => {
    const figure = await visited(2, (run) => (run < 9 ? 0.4 * (run % 2) + 1e-4 : 0));
    expect(figure.of / TRUE).toBeGreaterThan(0.009);
    expectTrue(figure);
  });

  it('keeps every take, visit by visit, of which its samples are the fastest third', async () => {
    const { visits, samples } = await visited(2, (run) => 1e-4 * (run % 5));
    const all = visits.flat();
    expect(visits).toHaveLength(2);
    expect(samples).toHaveLength(Math.ceil(all.length / 3));
    expect(Math.min(...samples)).toBeGreaterThanOrEqual(all.toSorted((a, b) => b - a)[samples.length - 1] ?? NaN);
  });

  it('says so, with an interval as wide, where its takes never agree', async () => {
    const { doubt, low, high } = await visited(2, (run, units) => ((units / TRUE) * (run % 11)) / 3);
    expect(doubt).toMatch(/^Its fastest samples differ by a factor of/);
    expect(high / low).toBeGreaterThan(1.25);
  });

  it('says so where it is known from a take or two', async () => {
    const { doubt, low, high } = await visited(1, () => 30);
    expect(doubt).toMatch(/too slow, or stalled/);
    expect(low).toBeLessThanOrEqual(high);
  });

  it('takes the middle of all takes, not the luckiest, where the clock moves in steps as long as a take', async () => {
    const { median } = await visited(1, (run, units) => (run % 2 === 0 ? 1 : -0.5) * (units / TRUE), true);
    expect(median).toBeLessThan(2 * TRUE);
  });
});

describe('the fastest third', () => {
  it('is a third, at least three, in the order of the takes, and holds no take longer than one left out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-6, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (takes) => {
          const kept = fastest(takes);
          expect(kept).toHaveLength(Math.min(takes.length, Math.max(3, Math.ceil(takes.length / 3))));
          expect(kept.toSorted((a, b) => a - b)).toEqual(takes.toSorted((a, b) => a - b).slice(0, kept.length));
          let from = 0;
          for (const one of kept) from = takes.indexOf(one, from) + 1;
          expect(from).toBeGreaterThan(0);
          expect(apart(takes)).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});

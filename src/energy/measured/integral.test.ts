/** Joules between two moments come back from simulated instruments, inside the bounds that are said. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../../foundation/units';
import type { Power } from '../../report/schema/power';
import { heldFor, joulesBetween } from './integral';

const EXACT = { share: 0, watts: 0 };

function power(reads: 'watts' | 'joules', pairs: readonly (readonly [number, number])[], change = {}): Power {
  return {
    instrument: {
      ...{ name: 'test', reads, boundary: 'gpu', intervalSeconds: 0.1, averagesOver: 0, accuracy: EXACT, notes: [] },
      ...change,
    },
    readings: { at: pairs.map(([at]) => at), values: pairs.map(([, value]) => value) },
  };
}

const span = (from: number, to: number) => ({ from: seconds(from), to: seconds(to) });
const every = (step: number, until: number, of: (at: number) => number) =>
  Array.from({ length: Math.round(until / step) + 1 }, (_, i): [number, number] => [i * step, of(i * step)]);

describe('a counter of energy', () => {
  it('gives what it grew by, and bounds by the readings inside and around the span', () => {
    const meter = power(
      'joules',
      every(0.25, 4, (at) => 100 * at),
    );
    expect(joulesBetween(meter, span(1.125, 3.125))).toEqual({ low: 175, central: 200, high: 225 });
    expect(joulesBetween(meter, span(1, 3))).toEqual({ low: 200, central: 200, high: 200 });
  });

  it('holds for the moment at which a value was first seen', () => {
    const pairs = every(0.1, 4, (at) => 50 * Math.floor(at / 0.2 + 1e-9));
    expect(joulesBetween(power('joules', pairs), span(1, 3))).toMatchObject({ central: expect.closeTo(500, 6) });
  });
});

describe('readings of power', () => {
  it('are integrated over the span, and not over what runs beside it', () => {
    const pairs = every(0.125, 6, (at) => (at >= 2 && at <= 4 ? 200 : 20));
    expect(joulesBetween(power('watts', pairs), span(2.125, 3.875))).toEqual({ low: 350, central: 350, high: 350 });
  });

  it('leave open what was drawn between two of them', () => {
    const pairs = every(0.5, 4, (at) => (at % 1 === 0 ? 100 : 200));
    expect(joulesBetween(power('watts', pairs), span(1, 3))).toEqual({ low: 200, central: 300, high: 400 });
  });

  it('leave open what their sensor does not look at: anything that was read in the run', () => {
    // 20 W idle, then 100 W as far as it sees, and 300 W at some moment; it sees a quarter of the time.
    const pairs = every(0.125, 8, (at) => (at < 1 ? 20 : at > 7 ? 300 : 100));
    const found = joulesBetween(power('watts', pairs, { unseenShare: 0.75 }), span(2, 6));
    expect(found).toEqual({ low: 4 * (25 + 0.75 * 20), central: 400, high: 4 * (25 + 0.75 * 300) });
    // A load that draws 250 W whenever it does not look is inside.
    const truth = 4 * (0.25 * 100 + 0.75 * 250);
    expect(typeof found !== 'string' && found.low <= truth && truth <= found.high).toBe(true);
    expect(joulesBetween(power('watts', pairs), span(2, 6))).toEqual({ low: 400, central: 400, high: 400 });
  });

  it('of a mean are laid at its middle, and the edges may be off by what the readings around differ', () => {
    // Means over 0.5 s of a power that grows by 10 W per second: 2.5 W behind, at the end of what they average over.
    const meter = power(
      'watts',
      every(0.125, 8, (at) => 100 + 10 * (at - 0.25)),
      { averagesOver: 0.5 },
    );
    const found = joulesBetween(meter, span(2, 4));
    expect(found).toMatchObject({ central: expect.closeTo(260, 6) });
    expect(found).toMatchObject({ low: expect.closeTo(260 - 0.5 * 30 - 1.25, 6) });
  });

  it('may be off by a share or by watts, whichever is more', () => {
    const meter = (watts: number) =>
      power(
        'watts',
        every(0.1, 4, () => watts),
        { accuracy: { share: 0.05, watts: 5 } },
      );
    expect(joulesBetween(meter(200), span(1, 2))).toMatchObject({
      low: expect.closeTo(190),
      high: expect.closeTo(210),
    });
    expect(joulesBetween(meter(20), span(1, 2))).toMatchObject({ low: expect.closeTo(15), high: expect.closeTo(25) });
  });
});

describe('what is not resolved', () => {
  it.each([
    ['no-readings', every(0.1, 2, () => 100), span(1, 3), {}],
    ['no-readings', [], span(1, 3), {}],
    ['no-readings', every(0.1, 4, () => 100), span(1, 1), {}],
    ['averaged', every(0.1, 4, () => 100), span(1, 1.5), { averagesOver: 1 }],
    ['too-seldom', every(1, 4, () => 100), span(1.2, 2.4), {}],
  ] as const)('gives no joules: %s', (why, pairs, over, change) => {
    expect(joulesBetween(power('watts', pairs, change), over)).toBe(why);
  });

  it('is what an instrument is brought up to date for too seldom, however often it is read', () => {
    const held = every(0.05, 20, (at) => 100 + Math.floor(at + 1e-9));
    expect(heldFor(power('watts', held).readings)).toBeCloseTo(1);
    expect(joulesBetween(power('watts', held), span(5, 5.5))).toBe('averaged');
    expect(joulesBetween(power('watts', held), span(5, 8))).toMatchObject({ central: expect.any(Number) });
  });
});

it('the energy that a changing load draws lies inside the bounds, whatever the clock of the readings', () => {
  const load = fc.array(
    fc.record({ long: fc.double({ min: 0.6, max: 3, noNaN: true }), watts: fc.integer({ min: 5, max: 400 }) }),
    {
      minLength: 3,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(load, fc.double({ min: 0.02, max: 0.2, noNaN: true }), fc.nat(), (steps, interval, pick) => {
      const ends = steps.reduce<number[]>((all, { long }) => [...all, (all.at(-1) ?? 0) + long], []);
      const energy = (at: number): number =>
        steps.reduce(
          (sum, { long, watts }, i) => sum + watts * Math.min(long, Math.max(0, at - (ends[i - 1] ?? 0))),
          0,
        );
      const which = 1 + (pick % (steps.length - 2));
      const [from = 0, to = 0] = [ends[which - 1], ends[which]];
      const counter = power('joules', every(interval, (ends.at(-1) ?? 0) + 1, energy));
      const found = joulesBetween(counter, span(from, to));
      if (typeof found === 'string') throw new Error(found);
      const truth = energy(to) - energy(from);
      expect(found.low).toBeLessThanOrEqual(truth + 1e-6);
      expect(found.high).toBeGreaterThanOrEqual(truth - 1e-6);
      expect(found.central).toBeGreaterThanOrEqual(found.low - 1e-6);
    }),
  );
});

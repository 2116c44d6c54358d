/** The ratio of what ran in turn: by hand, and in simulated runs on a machine that drifts. Seeded. */
import { describe, expect, it } from 'vitest';
import { uniform } from '../foundation/random';
import { figuresOf } from './figure';
import { correlated, drawn, normal, shareOf } from './fixtures/distributions';
import { pairedRatio } from './paired';
import { ratio } from './ratio';

describe('the ratio of pairs', () => {
  it('is of pairs, not of medians', () => {
    // Both slow down together: every pair says 2, whatever the machine did meanwhile.
    expect(pairedRatio([2, 4, 8, 16, 32], [1, 2, 4, 8, 16])).toEqual({ median: 2, low: 2, high: 2, pairs: 5 });
  });

  it('has smallest to largest as the interval of five', () => {
    expect(pairedRatio([3, 5, 1.5, 4, 2], [1, 1, 1, 1, 1])).toEqual({ median: 3, low: 1.5, high: 5, pairs: 5 });
  });

  it('is of whole pairs only, and there is none without one', () => {
    expect(pairedRatio([2], [1, 1, 1])?.pairs).toBe(1);
    expect(pairedRatio([2, 2, 2], [1])?.pairs).toBe(1);
    expect(pairedRatio([], [1])).toBeNull();
  });

  it('is widened by its own trend where one of the two slows down more than the other', () => {
    const steady = Array.from({ length: 10 }, (_, i) => 100 + (i % 3) / 10);
    const slowing = steady.map((value, i) => value * 0.99 ** i);
    // The last pair says 0.91.
    expect(pairedRatio(slowing, steady)?.low).toBeLessThan(0.92);
  });
});

describe('two tests of ten repetitions in turn, twice as fast the one as the other', () => {
  const TRIALS = 4000;
  interface Machine {
    /** Noise that touches both of a round, and of each alone, in percent. */
    readonly common: number;
    readonly own: number;
    /** From first to last repetition, in percent. */
    readonly drift: number;
    /** Of the common noise. */
    readonly phi: number;
  }

  function pair({ common, own, drift, phi }: Machine, random: () => number): readonly [number[], number[]] {
    const shared = correlated(10, phi, random).map((value, i) => 1 + (common * value - drift * (i / 9 - 0.5)) / 100);
    const times = (speed: number) =>
      drawn(10, normal, random).map((value, i) => speed * (shared[i] ?? NaN) * Math.exp((own * value) / 100));
    return [times(200), times(100)];
  }

  const held = (machine: Machine) =>
    shareOf(TRIALS, 21, (random) => {
      const found = pairedRatio(...pair(machine, random));
      return found !== null && found.low <= 2 && 2 <= found.high;
    });

  it.each([
    ['quiet', { common: 0, own: 2, drift: 0, phi: 0 }],
    ['that wanders', { common: 4, own: 2, drift: 0, phi: 0.8 }],
    ['that slows down by 10 %', { common: 1, own: 2, drift: 10, phi: 0 }],
  ] as const)('on a machine %s: the interval holds 2 in 93 of 100 and more', (_name, machine) => {
    expect(held(machine)).toBeGreaterThan(0.93);
    expect(held(machine)).toBeLessThan(0.98);
  });

  it('has a far narrower interval than from two medians where the machine wanders, and none wider where it is quiet', () => {
    const width = ({ low, high }: { readonly low: number; readonly high: number }) => Math.log(high / low);
    const compared = (machine: Machine) => {
      const random = uniform(5);
      let [paired, apart] = [0, 0];
      for (let i = 0; i < 1000; i++) {
        const both = pair(machine, random);
        const [of, than] = figuresOf(both);
        const found = pairedRatio(...both);
        if (of === undefined || than === undefined || found === null) throw new Error('no figure');
        paired += width(found);
        apart += width(ratio(of, than));
      }
      return paired / apart;
    };
    expect(compared({ common: 4, own: 1, drift: 0, phi: 0.8 })).toBeLessThan(0.4);
    expect(compared({ common: 0, own: 2, drift: 0, phi: 0 })).toBeLessThan(1);
  });
});

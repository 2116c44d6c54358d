/** Stamps bound a chain: what was measured fits between two of them, and what they leave unexplained bounds the rate from below. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linksOf } from '../contract/chain';
import type { Block } from '../contract/commitment';
import { leastExplained, outsideBounds } from './bounds';
import { chainFaults, gapsOf, type ChainClaim, type Gap } from './chain';

const OWNER = { nonce: 'n', publicKey: 'k' };
const ID = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

const none = () => 0;

/** Blocks of repetitions in seconds, and when each was stamped. */
function claimOf(seconds: readonly (readonly number[])[], at: readonly number[]): ChainClaim {
  let order = 0;
  const blocks = seconds.map((all): Block => ({
    measured: all.map((one) => ({ workloadId: ID, order: order++, seconds: one, passes: 1 })),
  }));
  const stamps = linksOf(OWNER, blocks).map((hash, i) => ({ k: i + 1, hash, at: 1000 * (at[i] ?? 0) }));
  return { ...OWNER, blocks, stamps, beside: none };
}

const faults = (claim: ChainClaim) => chainFaults(claim).map(({ fault, k }) => `${fault} ${k}`);

describe('a chain', () => {
  it('that fits its stamps has no fault, however long it waits between repetitions', () => {
    expect(faults(claimOf([[], [1, 1.5], [], [2]], [0, 3, 60, 63]))).toEqual([]);
  });

  it.each([
    ['more seconds than its gap', [[], [3, 2]], [0, 3], ['too-short 2']],
    ['links that are too far apart', [[], [1]], [0, 8], ['sparse 2']],
    ['a repetition before its first link', [[1], [1]], [0, 2], ['begin 1']],
    ['a stamp before the one before', [[], [1], []], [0, 2, 1], ['order 3']],
  ])('with %s has that fault', (_what, seconds, at, expected) => {
    expect(faults(claimOf(seconds, at))).toEqual(expected);
  });

  it('may be as far apart as its longest repetition and its context take', () => {
    const long = claimOf([[], [20]], [0, 24]);
    expect(faults(long)).toEqual([]);
    expect(faults(claimOf([[], [1]], [0, 20]))).toEqual(['sparse 2']);
    expect(faults({ ...claimOf([[], [1]], [0, 20]), beside: () => 14 })).toEqual([]);
  });

  it('with links of others, too few or too many, has that fault', () => {
    const one = claimOf([[], [1], []], [0, 2, 3]);
    expect(faults({ ...one, stamps: one.stamps.slice(1) })).toEqual(['count 3']);
    expect(faults({ ...one, nonce: 'm' })).toEqual(['hash 1']);
    expect(faults({ ...one, stamps: one.stamps.with(1, { k: 2, hash: 'f'.repeat(64), at: 2000 }) })).toEqual([
      'hash 2',
    ]);
  });
});

describe('what stamps say of a rate', () => {
  const gaps = (claim: ChainClaim) => gapsOf(claim.blocks, claim.stamps);

  it('is the rate by the server’s clock at least, which is below the one that is claimed', () => {
    const gap = fc.record({
      own: fc.double({ min: 0.1, max: 4, noNaN: true }),
      free: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 10 }), (all) => {
        let now = 0;
        const at = [0, ...all.map(({ own, free }) => (now += own + free))];
        const claim = claimOf([[], ...all.map(({ own }) => [own])], at);
        const [bound] = outsideBounds(gaps(claim), () => 64);
        const own = all.reduce((sum, one) => sum + one.own, 0);
        expect(bound?.low).toBeLessThan((64 * all.length) / own);
        expect(bound?.low).toBeCloseTo((64 * all.length) / (now + 1), 1);
      }),
    );
  });

  const shareOf = (all: readonly Gap[]) =>
    leastExplained(all, { isRanked: (id) => id === ID, beside: none })?.share ?? NaN;
  const gapOf = (seconds: number, own: readonly number[], others: readonly number[] = []): Gap => ({
    seconds,
    measured: [...own.map((one) => [ID, one] as const), ...others.map((one) => [OTHER, one] as const)].map(
      ([workloadId, each], order) => ({ workloadId, order, seconds: each, passes: 1 }),
    ),
  });

  it('falls with the factor of whoever claims more than was measured', () => {
    const share = (factor: number) => shareOf(gaps(claimOf([[], [2 / factor], [2 / factor]], [0, 2.2, 4.4])));
    expect([share(1), share(10)].map((one) => Number(one.toFixed(3)))).toEqual([0.909, 0.091]);
    expect(leastExplained(gaps(claimOf([[], []], [0, 2])), { isRanked: () => true, beside: none })).toBeNull();
  });

  it('is that of most of its gaps: a long repetition explains no other, and an end that waits takes nothing from the others', () => {
    const tenths = Array.from({ length: 4 }, () => gapOf(1.1, [0.1]));
    expect(shareOf([...tenths, gapOf(1000, [1000])])).toBeLessThan(0.1);
    const honest = Array.from({ length: 4 }, () => gapOf(1.1, [1]));
    expect(shareOf([...honest, gapOf(6, [1])])).toBeGreaterThan(0.9);
  });

  it('of what is ranked does not rise by what is not, and a wait before each repetition is nobody’s', () => {
    expect(shareOf([gapOf(2.1, [0.1], [1])])).toBeLessThan(0.2);
    expect(shareOf([gapOf(1000, [], [1000]), gapOf(1.1, [0.1])])).toBeLessThan(0.1);
    expect(
      shareOf([
        gapOf(
          2.4,
          Array.from({ length: 5 }, () => 0.25),
        ),
      ]),
    ).toBeGreaterThan(0.5);
  });

  it('NOT CAUGHT: of who puts the time that is missing on a test that is not ranked, between the same links', () => {
    expect(shareOf([gapOf(2.1, [0.1], [1.9])])).toBeGreaterThan(0.9);
  });

  it('gives the unexplained time of a gap to each workload in it, and passes over what is nobody’s', () => {
    const mixed = {
      measured: [ID, OTHER].map((workloadId, order) => ({ workloadId, order, seconds: 1, passes: 1 })),
      seconds: 3,
    };
    const bounds = outsideBounds([mixed], ({ workloadId }) => (workloadId === ID ? 30 : null));
    expect(bounds).toEqual([{ workloadId: ID, share: 0.5, low: 10 }]);
  });
});

/** The ladder of provenance: what stands beside a figure, and that two kinds are never ranked together. */
import { expect, it } from 'vitest';
import { joulesPerToken, watts } from '../foundation/energy-units';
import { tokensPerSecond } from '../foundation/units';
import { exactly } from './band';
import { badgeOf, rank, type EnergyFigure, type Provenance } from './provenance';

function figure<P extends Provenance>(
  provenance: P,
  energy: number,
  over: Partial<EnergyFigure<P>> = {},
): EnergyFigure<P> {
  return {
    provenance,
    measuredRange: null,
    boundary: 'gpu',
    idle: 'included',
    notes: [],
    power: exactly(watts(100)),
    tokensPerSecond: exactly(tokensPerSecond(100 / energy)),
    joulesPerToken: exactly(joulesPerToken(energy)),
    ...over,
  };
}

it('says where a figure comes from, what it counts, and whether idle power is in it', () => {
  expect(badgeOf(figure('estimated', 1))).toBe('estimated · GPU only · idle power included');
  expect(badgeOf(figure('estimated', 1, { measuredRange: 'inside' }))).toBe(
    'estimated · GPU only · idle power included',
  );
  expect(badgeOf(figure('estimated', 1, { measuredRange: 'outside' }))).toBe(
    'estimated, outside the measured range · GPU only · idle power included',
  );
  expect(badgeOf(figure('calibrated', 1, { boundary: 'wall', idle: 'marginal' }))).toBe(
    'calibrated · whole machine, at the wall · above idle power only',
  );
});

it('ranks figures of one kind', () => {
  const ranked = rank('typed', [figure('typed', 2), figure('typed', 1)]);
  expect(ranked.map((one) => one.joulesPerToken.central)).toEqual([1, 2]);
});

it('refuses figures of two kinds, in the compiler and at run time', () => {
  // @ts-expect-error a typed-in figure among estimated ones
  expect(() => rank('estimated', [figure('estimated', 1), figure('typed', 2)])).toThrow('is not ranked with');
});

it('refuses to rank a GPU beside a whole machine, or marginal beside attributed energy', () => {
  expect(() => rank('typed', [figure('typed', 1), figure('typed', 2, { boundary: 'wall' })])).toThrow('at the wall');
  expect(() => rank('typed', [figure('typed', 1), figure('typed', 2, { idle: 'marginal' })])).toThrow('above idle');
});

/** The identities between power, speed, energy, money and carbon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amount,
  gramsPerKilowattHour,
  joulesPerToken,
  perHour,
  perKilowattHour,
  pue,
  share,
  watts,
  years,
} from '../foundation/energy-units';
import { tokensPerSecond } from '../foundation/units';
import * as figures from './figures';

const magnitude = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const energy = magnitude.map(joulesPerToken);
const price = magnitude.map(perKilowattHour);
const grid = magnitude.map(gramsPerKilowattHour);
const site = fc.double({ min: 1, max: 3, noNaN: true }).map(pue);
const close = (a: number, b: number): void => {
  expect(a / b).toBeCloseTo(1, 9);
};

describe('published figures', () => {
  it('293.9 W at 251.0 tokens/s is 1.171 J a token', () => {
    expect(figures.joulesPerTokenOf(watts(293.9), tokensPerSecond(251))).toBeCloseTo(1.171, 3);
  });

  it('1 J a token at 0.1872 $/kWh is 0.052 $ a million', () => {
    const cost = figures.electricityPerMillion(joulesPerToken(1), perKilowattHour(0.1872), pue(1));
    expect(cost).toBeCloseTo(0.052, 6);
  });

  it('1 J a token is 277.8 Wh a million and a million tokens/s/MW', () => {
    expect(figures.wattHoursPerMillion(joulesPerToken(1))).toBeCloseTo(277.78, 2);
    expect(figures.tokensPerMegawatt(joulesPerToken(1))).toBe(1e6);
  });

  it('an H100 at 1.30 $/h and 1,000 tokens/s costs 0.361 $ a million', () => {
    expect(figures.paidPerMillion(perHour(1.3), share(1), tokensPerSecond(1000))).toBeCloseTo(0.3611, 4);
  });

  it('2,000 $ over 4 years, a quarter of the time, at 100 tokens/s cost 0.634 $ a million', () => {
    const cost = figures.paidPerMillion(
      figures.ownedPerHour(amount(2000), years(4)),
      share(0.25),
      tokensPerSecond(100),
    );
    expect(cost).toBeCloseTo(0.634, 3);
  });
});

describe('identities', () => {
  it('J/token times tokens/J is 1', () => {
    fc.assert(fc.property(energy, (e) => close(e * figures.tokensPerJouleOf(e), 1)));
  });

  it('tokens/s/MW is a million times tokens/J', () => {
    fc.assert(fc.property(energy, (e) => close(figures.tokensPerMegawatt(e), 1e6 * figures.tokensPerJouleOf(e))));
  });

  it('the cost of electricity is linear in price, PUE and J/token', () => {
    fc.assert(
      fc.property(energy, price, site, fc.double({ min: 0.01, max: 100, noNaN: true }), (e, p, s, factor) => {
        const cost = figures.electricityPerMillion(e, p, s);
        close(figures.electricityPerMillion(joulesPerToken(e * factor), p, s), cost * factor);
        close(figures.electricityPerMillion(e, perKilowattHour(p * factor), s), cost * factor);
        close(figures.electricityPerMillion(e, p, pue(s * factor)), cost * factor);
      }),
    );
  });

  it('carbon is linear in grid intensity and J/token', () => {
    fc.assert(
      fc.property(energy, grid, site, fc.double({ min: 0.01, max: 100, noNaN: true }), (e, g, s, factor) => {
        const grams = figures.gramsPerMillion(e, g, s);
        close(figures.gramsPerMillion(joulesPerToken(e * factor), g, s), grams * factor);
        close(figures.gramsPerMillion(e, gramsPerKilowattHour(g * factor), s), grams * factor);
      }),
    );
  });

  it('a million tokens cost what a million tokens cost one by one', () => {
    fc.assert(
      fc.property(energy, price, site, (e, p, s) => {
        close(figures.costOf(figures.joulesOf(e, 1e6), p, s), figures.electricityPerMillion(e, p, s));
        close(figures.wattHoursOf(figures.joulesOf(e, 1e6)), figures.wattHoursPerMillion(e));
      }),
    );
  });
});

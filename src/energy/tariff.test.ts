/** Price, grid and building by country: what has no source stays unknown. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  gramsPerKilowattHour,
  joulesPerToken,
  perKilowattHour,
  pue,
  wattHours,
  watts,
} from '../foundation/energy-units';
import { tokensPerSecond } from '../foundation/units';
import { answerOf, answerOrigin, TYPICAL } from './answer';
import { band, exactly } from './band';
import { loadConstants, type Constants } from './constants';
import { answersIn, EVERYDAY } from './everyday';
import type { EnergyFigure } from './provenance';
import { range, showBand, twoDigits } from '../report/two-digits';
import { countries, sitePresets, tariffOf, type TariffChoice } from './tariff';

let constants: Constants;
beforeAll(async () => {
  constants = await loadConstants();
});

const choice = (over: Partial<TariffChoice> = {}): TariffChoice => ({
  country: null,
  price: null,
  grid: null,
  site: pue(1),
  ...over,
});

describe('a tariff', () => {
  it("is the world's mean for somebody who says nothing", () => {
    expect(tariffOf(choice(), constants)).toMatchObject({
      country: 'WORLD',
      electricity: { value: { value: 0.165, currency: 'USD' } },
      grid: { value: 481 },
    });
  });

  it('has no price where none has a source, in whichever table the country stands', () => {
    expect(tariffOf(choice({ country: 'jp' }), constants)).toMatchObject({ electricity: null, grid: { value: 485.4 } });
    expect(tariffOf(choice({ country: 'BG' }), constants)).toMatchObject({ grid: null });
    expect(countries(constants)).toEqual(expect.arrayContaining(['SE', 'EU27', 'HU', 'CN']));
  });

  it('prefers what was typed in', () => {
    const typed = { price: { value: perKilowattHour(0.4), currency: 'GBP' }, grid: gramsPerKilowattHour(10) } as const;
    expect(tariffOf(choice({ country: 'FR', ...typed }), constants)).toMatchObject({
      electricity: { value: { value: 0.4, currency: 'GBP' }, source: 'typed in' },
      grid: { value: 10, source: 'typed in' },
    });
  });

  it('knows what buildings add', () => {
    const sites = Object.fromEntries(sitePresets(constants).map(({ id, site }) => [id, site]));
    expect(sites).toMatchObject({ home: 1, industry: 1.54, gcp: 1.12 });
  });
});

describe('an answer', () => {
  const figure = (energy: number): EnergyFigure => ({
    provenance: 'typed',
    measuredRange: null,
    boundary: 'gpu',
    idle: 'included',
    notes: [],
    power: exactly(watts(1)),
    tokensPerSecond: exactly(tokensPerSecond(1)),
    joulesPerToken: exactly(joulesPerToken(energy)),
  });

  it('is the prompt that is read and the text that is written', () => {
    const answer = answerOf(TYPICAL, figure(0.1), figure(2), tariffOf(choice({ country: 'US' }), constants));
    expect(answer.joules.central).toBe(300 * 0.1 + 500 * 2);
    expect(answer.wattHours.central).toBeCloseTo(1030 / 3600);
    expect(answer.cost?.central).toBeCloseTo((1030 / 3.6e6) * 0.1872);
    expect(answer.grams?.central).toBeCloseTo((1030 / 3.6e6) * 369.5);
  });

  it('has no cost where no price is known', () => {
    expect(answerOf(TYPICAL, null, figure(2), tariffOf(choice({ country: 'FR' }), constants)).cost).toBeNull();
  });

  it('is as well known as its least-known part', () => {
    const decode = { ...figure(2), provenance: 'calibrated', boundary: 'wall' } as const;
    const prefill = { ...figure(0.1), provenance: 'estimated', boundary: 'wall', notes: ['The model.'] } as const;
    expect(answerOrigin(prefill, decode)).toMatchObject({ kind: 'estimated', boundary: 'wall', notes: ['The model.'] });
    expect(answerOrigin(null, decode).badge).toBe('calibrated · whole machine, at the wall · idle power included');
  });

  it('stands beside things whose energy somebody published, each with what it counts and its source', () => {
    expect(EVERYDAY.map(({ id, wattHours }) => [id, wattHours])).toEqual([
      ['gemini', 0.24],
      ['search', 0.3],
      ['chatgpt', 0.34],
      ['phone', 12],
      ['video', 77],
    ]);
    for (const { source, counts } of EVERYDAY) expect(source.length > 20 && counts !== '').toBe(true);
    // 12 Wh are 43,200 J: so many answers of 100 to 400 J.
    expect(answersIn({ wattHours: wattHours(12) }, band(100, 200, 400))).toEqual({
      low: 108,
      central: 216,
      high: 432,
    });
  });
});

describe('two significant digits', () => {
  it.each([
    [0.0449, '0.045'],
    [1.171, '1.2'],
    [99.6, '100'],
    [537, '540'],
    [2_449_000, '2,400,000'],
    [0, '0'],
  ])('%s is %s', (value, text) => {
    expect(twoDigits(value)).toBe(text);
  });

  it('come after the range', () => {
    expect(showBand({ low: 0.452, central: 0.8, high: 1.23 }, 'J/token')).toBe('0.45 to 1.2 J/token, about 0.80');
    expect(showBand({ low: 866, central: 1002, high: 1002 }, 'J')).toBe('870 to 1000 J, about the upper end');
    expect(showBand({ low: 866, central: 996, high: 1004 }, 'J')).toBe('870 to 1000 J, about the upper end');
    expect(showBand({ low: 1.3, central: 1.3, high: 1.7 }, 'USD')).toBe('1.3 to 1.7 USD, about the lower end');
    expect(range({ low: 1.3, central: 1.3, high: 1.7 })).toBe('1.3 to 1.7 (the lower end)');
    expect(range({ low: 1, central: 1, high: 1 })).toBe('1.0');
    expect(showBand({ low: 1.171, central: 1.171, high: 1.171 }, 'J/token')).toBe('1.2 J/token');
  });
});

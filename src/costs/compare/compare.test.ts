/** Three metrics side by side: each figure with its class, who leads, and where the order turns round. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bytesPerToken,
  perHour,
  perKilowattHour,
  perMillionTokens as perMillion,
  watts,
} from '../../foundation/energy-units';
import { opsPerSecond, tokensPerSecond } from '../../foundation/units';
import { band, exactly } from '../../energy/band';
import { loadCatalogue, type Catalogue } from '../../hardware/catalogue';
import { loadConstants, type Constants } from '../../energy/constants';
import type { PowerSource } from '../../energy/power-source';
import { energySettingsSchema, type EnergySettings } from '../../energy/fields';
import { prepare } from '../../energy/settings';
import { requireSource } from '../../energy/typed-work';
import type { Decode, Machine } from '../machine';
import { compareMetrics } from './compare';
import { METRICS, type Figure, type Metric } from './figure';
import type { References } from './machines';
import { datacentreMarkUps } from './markup';
import { flips, rankings } from './ranking';
import { flipText, metricsTable } from './table';

let catalogue: Catalogue;
let constants: Constants;

beforeAll(async () => {
  [catalogue, constants] = await Promise.all([loadCatalogue(), loadConstants()]);
});

const DECODE: Decode = {
  rate: band(tokensPerSecond(120), tokensPerSecond(125), tokensPerSecond(130)),
  bytesRead: bytesPerToken(5e9),
  batch: 1,
};

const MEASURED = { perSecond: opsPerSecond(8e13), format: 'FP16' } as const;

interface Change {
  readonly settings?: Partial<EnergySettings>;
  readonly source?: PowerSource;
  readonly flops?: Machine['flops'];
  readonly decode?: Decode;
  readonly references?: Partial<References>;
}

function compared({ settings = {}, source, flops = null, decode = DECODE, references = {} }: Change = {}) {
  const all = energySettingsSchema.parse({ device: 'rtx-4090', hardwarePrice: 1600, country: 'US', ...settings });
  const prepared = prepare(all, catalogue, constants);
  const machine = { settings: all, prepared, source: source ?? requireSource(prepared.source), flops };
  return compareMetrics(
    machine,
    decode,
    { hourlyBasis: 'rental3yr', prices: {}, ...references },
    { catalogue, constants },
  );
}

function valueOf(machine: string, metric: Metric, change: Change = {}) {
  const found = compared(change).figures.find((one) => one.machine === machine && one.metric === metric);
  if (found === undefined) throw new Error(`no ${metric} of ${machine}`);
  return found.value;
}

describe('figures', () => {
  it('give a rented H100 the price per hour, used or not, and its FLOPS for the share in use', () => {
    expect(valueOf('h100-sxm', 'computeCost').central).toBeCloseTo(1.3, 9);
    expect(valueOf('h100-sxm', 'flopsPerMoney').central / ((989e12 * 3600 * 0.25) / 1.3)).toBeCloseTo(1, 9);
    expect(valueOf('h200-sxm', 'computeCost', { references: { hourlyBasis: 'hyperscalerOwn' } }).central).toBeCloseTo(
      1.41,
      9,
    );
  });

  it('hold the same price of an hour as rent against own, whatever the share in use', () => {
    const rents = datacentreMarkUps(constants, { price: perKilowattHour(0.15), source: 's' }, [4]);
    for (const used of [0.1, 0.25, 1]) {
      const figures = compared({ settings: { utilisation: used } }).figures.filter(
        ({ metric }) => metric === 'computeCost',
      );
      for (const { machine, rentPerHour } of rents) {
        expect(figures.find((one) => one.machine === machine)?.value.central).toBe(rentPerHour.central);
      }
    }
  });

  it('cost a token the more the less a machine is in use, whether it is owned or rented', () => {
    for (const machine of ['h100-sxm', 'rtx-5090']) {
      const at = (used: number) => valueOf(machine, 'costPerToken', { settings: { utilisation: used } }).central;
      expect(at(0.1)).toBeGreaterThan(2 * at(1));
    }
    const rented = { payment: 'rented', rentPerHour: 0.5 } as const;
    expect(valueOf('this', 'computeCost', { settings: rented }).central).toBe(0.5);
    expect(valueOf('this', 'costPerToken', { settings: rented }).central).toBeCloseTo(
      (0.5 / (0.25 * 125 * 3600)) * 1e6,
      9,
    );
  });

  it('give an owned machine its price over all hours, and the electricity of those in use', () => {
    const { low, central, high } = valueOf('this', 'computeCost');
    const machine = 1600 / (4 * 8760);
    expect(central).toBeGreaterThan(machine);
    expect(central).toBeLessThan(machine + 0.25 * 0.608 * 0.1872);
    expect(low).toBeLessThan(central);
    expect(high).toBeGreaterThan(central);
  });

  it('cost a token as an hour over the tokens of its share in use, in the middle', () => {
    expect(valueOf('this', 'costPerToken').central).toBeCloseTo(
      (valueOf('this', 'computeCost').central / (0.25 * 125 * 3600)) * 1e6,
      9,
    );
  });

  it('are linear in the price of the machine, electricity apart', () => {
    const at = (price: number) => valueOf('this', 'computeCost', { settings: { hardwarePrice: price } }).central;
    fc.assert(
      fc.property(fc.double({ min: 100, max: 1e5, noNaN: true }), (price) => {
        expect((at(3 * price) - at(price)) / (at(2 * price) - at(price))).toBeCloseTo(2, 6);
      }),
      { numRuns: 20 },
    );
  });

  it('hold low, central and high in order', () => {
    for (const { value, source, basis } of compared({ flops: MEASURED }).figures) {
      expect(value.low).toBeLessThanOrEqual(value.central);
      expect(value.central).toBeLessThanOrEqual(value.high);
      expect(source).not.toBe('');
      expect(basis).not.toBe('');
    }
  });
});

describe('gaps', () => {
  it('leave a Mac mini without a price unknown, from its electricity up, until one is given', () => {
    const { gaps } = compared();
    expect(gaps.filter(({ machine }) => machine === 'apple-m4').map(({ metric }) => metric)).toEqual([...METRICS]);
    const [gap] = gaps;
    expect(gap).toMatchObject({ why: 'no price with a source', remedy: 'Give a price of Mac mini (M4).' });
    expect(gap?.atLeast).toBeGreaterThan(0);
    expect(compared({ references: { prices: { 'apple-m4': 600 } } }).gaps).toEqual([]);
  });

  it('are what a country without a price leaves of owned machines', () => {
    expect(new Set(compared({ settings: { country: 'FR' } }).gaps.map(({ machine }) => machine))).toEqual(
      new Set(['this', 'rtx-5090', 'apple-m4']),
    );
  });

  it('are speeds that cannot be estimated', () => {
    const { gaps } = compared({ decode: { ...DECODE, bytesRead: null } });
    expect(gaps.filter(({ metric }) => metric === 'costPerToken').map(({ machine }) => machine)).toContain('h100-sxm');
  });
});

describe('rankings', () => {
  it('never hold figures of two provenances', () => {
    const typed = { provenance: 'typed', watts: watts(300), idle: null, boundary: 'gpu' } as const;
    const { figures, rankings: all } = compared({ source: typed, flops: MEASURED });
    expect(figures.some(({ provenance }) => provenance === 'typed')).toBe(true);
    for (const { metric, places } of all) {
      const kinds = places.map(
        ({ machine }) => figures.find((one) => one.machine === machine && one.metric === metric)?.provenance,
      );
      expect(new Set(kinds).size).toBe(1);
      expect(places.map(({ machine }) => machine)).not.toContain('this-measured');
    }
  });

  it('hold this machine once where only its FLOP/s were measured', () => {
    const { figures } = compared({ flops: MEASURED });
    const own = figures.filter(({ machine }) => machine === 'this-measured');
    expect(own.map(({ metric, work }) => [metric, work])).toEqual([['flopsPerMoney', 'measured FP16']]);
  });

  it('turn round for H100 and B200 from the hour to the token', () => {
    const { flips: found } = compared();
    const turned = found.filter(({ first, second }) => first === 'H100' && second === 'B200');
    expect(turned.map(({ leadsBy, trailsBy }) => [leadsBy.metric, trailsBy.metric])).toContainEqual([
      'computeCost',
      'flopsPerMoney',
    ]);
    expect(turned.map(({ trailsBy }) => trailsBy.class)).toContain(
      'imported · USD · gpt-oss-120B at 90 tokens/s per user',
    );
    expect(turned.map(flipText)[0]).toContain('H100 leads B200 by price per hour, and trails it by FLOPS per dollar');
  });

  it('find every pair whose order turns round, and no other', () => {
    const value = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 6 }), (pairs) => {
        const figures = pairs.flatMap(([hour, token], index): Figure[] => {
          const common = { machine: `m${index}`, name: `m${index}`, currency: 'USD', provenance: 'estimated' } as const;
          const rest = { work: 'w', basis: 'b', badge: 'estimated', batch: null, source: 's', notes: [] };
          return [
            { ...common, ...rest, metric: 'computeCost', value: exactly(perHour(hour)) },
            { ...common, ...rest, metric: 'costPerToken', value: exactly(perMillion(token)) },
          ];
        });
        const expected = pairs.flatMap(([a1, a2], i) =>
          pairs.flatMap(([b1, b2], j) => (a1 < b1 && a2 > b2 ? [`m${i} m${j}`] : [])),
        );
        const found = flips(rankings(figures));
        expect(found.map(({ first, second }) => `${first} ${second}`).toSorted()).toEqual(expected.toSorted());
        expect(found.every(({ certain }) => certain)).toBe(true);
      }),
    );
  });
});

describe('the table', () => {
  it('says what is unknown and where what is published comes from', () => {
    const table = metricsTable(compared());
    expect(table).toContain('unknown: no price with a source, at least');
    expect(table).toContain('| H100');
    expect(table).toContain('ML.ENERGY leaderboard');
    expect(table).toContain('vendor claim');
    expect(table).toMatch(
      /\| RTX 5090 .*\| 1 +\| estimated, outside the measured range · GPU only · idle power included +\| owned: 2000 USD/,
    );
    expect(table).toMatch(/\| H100 .*\| estimated · an hour of a data centre, with electricity and cooling/);
    expect(table).toMatch(/B200, gpt-oss-120B at 90 tokens\/s per user: [\d.]+ USD\/M; published · provisioned power/);
  });
});

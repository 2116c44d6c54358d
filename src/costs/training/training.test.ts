/** Training budgets: the identity 6·N·D, published figures beside it, and years of one GPU. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pue, share, watts } from '../../foundation/energy-units';
import { flops, opsPerSecond } from '../../foundation/units';
import { exactly } from '../../energy/band';
import { loadCatalogue, type Catalogue } from '../../hardware/catalogue';
import { loadConstants, type Constants } from '../../energy/constants';
import { tariffOf } from '../../energy/tariff';
import { loadTrainingBudgets, type TrainingBudgets } from './budgets';
import { trainingCompute } from './compute';
import { energyOf, trainingRows, yearsOf, type TrainingMachine } from './on-this-gpu';
import { sheetMarkdown } from '../../report/table';
import { showSpan, trainingSheet } from './table';

let budgets: TrainingBudgets;
let catalogue: Catalogue;
let constants: Constants;

beforeAll(async () => {
  [budgets, catalogue, constants] = await Promise.all([loadTrainingBudgets(), loadCatalogue(), loadConstants()]);
});

const machine: TrainingMachine = {
  flopsPerSecond: opsPerSecond(1e14),
  flopsSource: 'measured',
  utilisation: share(0.5),
  utilisationSource: 'chosen',
  power: exactly(watts(400)),
  powerBadge: 'typed in',
};

const tariff = (country: string) => tariffOf({ country, price: null, grid: null, site: pue(1.5) }, constants);
const rows = (country = 'US', of = machine) => trainingRows(budgets, of, tariff(country), catalogue);
const named = (name: string, country?: string) => {
  const found = rows(country).find(({ model }) => model.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('compute', () => {
  it('is 6·N·D, and agrees with what GPT-3 and Llama 3.1 405B publish', () => {
    expect(named('GPT-3 175B').compute.computed).toBeCloseTo(6 * 174.6e9 * 300e9, -15);
    for (const name of ['GPT-3 175B', 'Llama 3.1 405B', 'Chinchilla 70B']) {
      expect(named(name).compute).toMatchObject({ used: 'reported', says: 'reported, and 6·N·D agrees' });
    }
  });

  it('says which of two figures that disagree was used', () => {
    expect(named('Gopher 280B').compute).toMatchObject({ flops: 5.76e23, says: 'reported, 14 % above 6·N·D' });
    expect(named('SmolLM2-1.7B').compute.says).toMatch(/^reported, \d+ % below 6·N·D$/);
  });

  it('has the GPU hours and what they would mean where no FLOPs are reported', () => {
    const row = named('Llama 2 7B');
    expect(row.compute.says).toBe('6·N·D');
    const cells = (of: typeof row) => trainingSheet([of], 'USD').rows[0] ?? [];
    const [, computed, reported] = cells(row);
    expect(computed).toBe('8.4 × 10²²');
    expect(reported).toMatch(/^184,320 hours of NVIDIA A100.* \(6·N·D would be \d\d % of its peak\)$/);
    expect(cells(named('DeepSeek-V3'))[2]).toBe('2,664,000 hours of H800');
    expect(cells(named('SmolLM2-135M'))[2]).toBe('neither FLOPs nor GPU hours found');
  });

  it('is, for each that reports FLOPs, what its paper says of them', () => {
    const reported = budgets.models.filter(({ published }) => published.flops !== null);
    expect(Object.fromEntries(reported.map(({ name, published }) => [name, published.flops]))).toEqual({
      'GPT-3 175B': 3.14e23,
      'Gopher 280B': 5.76e23,
      'Chinchilla 70B': 5.76e23,
      'Llama 3.1 405B': 3.8e25,
      'SmolLM2-1.7B': 1e23,
    });
    for (const { name, source } of budgets.models.filter(({ family }) => family !== 'Fable')) {
      expect(source, name).toMatch(/table|figure|section|model card/);
    }
  });

  it('counts what a token passes through in a mixture of experts', () => {
    expect(named('DeepSeek-V3').compute.computed).toBeCloseTo(6 * 37e9 * 14.8e12, -15);
  });

  it('has no years where neither tokens nor FLOPs are reported', () => {
    const models = budgets.models.map((model) => ({
      ...model,
      tokens: null,
      published: { ...model.published, flops: null },
    }));
    const [row] = trainingRows({ ...budgets, models }, machine, tariff('US'), catalogue);
    expect(row).toMatchObject({
      compute: { flops: null, says: 'neither tokens nor FLOPs at hand' },
      years: null,
      electricity: null,
    });
  });

  it('gives each model a source, and no published GPU hours a utilisation that cannot be', () => {
    for (const { model, publishedUtilisation } of rows()) {
      expect(model.source).not.toBe('');
      if (publishedUtilisation === null) continue;
      expect(publishedUtilisation, model.name).toBeGreaterThan(0.1);
      expect(publishedUtilisation, model.name).toBeLessThan(0.7);
    }
    expect(rows().filter(({ publishedUtilisation }) => publishedUtilisation !== null).length).toBeGreaterThan(5);
  });

  it('grows with parameters and with tokens', () => {
    const size = fc.double({ min: 1e6, max: 1e13, noNaN: true });
    fc.assert(
      fc.property(size, size, (parameters, tokens) => {
        const [model] = budgets.models;
        if (model === undefined) throw new Error('no model');
        const once = trainingCompute({ ...model, parameters, tokens }).flops ?? 0;
        expect(trainingCompute({ ...model, parameters: 2 * parameters, tokens }).flops).toBeCloseTo(2 * once);
        expect(trainingCompute({ ...model, parameters, tokens: 2 * tokens }).flops).toBeCloseTo(2 * once);
      }),
    );
  });
});

describe('on this GPU', () => {
  it('takes the work over FLOP/s and utilisation, and power times that', () => {
    const span = yearsOf(flops(1e14 * 0.5 * 8760 * 3600), opsPerSecond(1e14), share(0.5));
    expect(span).toBeCloseTo(1, 12);
    expect(energyOf(watts(400), span)).toBeCloseTo(3504, 9);
    expect(named('GPT-3 175B').years).toBeCloseTo(3.14e23 / 5e13 / (8760 * 3600), 6);
  });

  it('charges the electricity with its PUE, and nothing where no price is known', () => {
    const { electricity, cost, grams } = named('GPT-3 175B');
    expect((cost?.central ?? 0) / ((electricity?.central ?? 0) * 0.1872 * 1.5)).toBeCloseTo(1, 12);
    expect((grams?.central ?? 0) / ((electricity?.central ?? 0) * 369.5 * 1.5)).toBeCloseTo(1, 12);
    expect(named('GPT-3 175B', 'FR').cost).toBeNull();
  });

  it.each([
    [0, 0.5, 'flopsPerSecond is 0'],
    [Number.NaN, 0.5, 'flopsPerSecond is NaN'],
    [1e14, 0, 'utilisation is 0'],
    [1e14, 1.1, 'utilisation is 1.1'],
  ])('refuses %d FLOP/s at a utilisation of %d', (rate, part, message) => {
    const of = { ...machine, flopsPerSecond: opsPerSecond(rate), utilisation: share(part) };
    expect(() => rows('US', of)).toThrow(message);
  });

  it('reads as a table with years, days, hours or minutes', () => {
    expect(sheetMarkdown(trainingSheet(rows(), 'USD'))).toContain('| GPT-3 175B');
    expect(
      [200, 1, 0.1, 0.001, 0.00001].map((span) =>
        showSpan(yearsOf(flops(span * 8760 * 3600), opsPerSecond(1), share(1))),
      ),
    ).toEqual(['200 years', '1.0 years', '37 days', '8.8 hours', '5.3 minutes']);
  });
});

/** The comparisons' tables for a device of the catalogue: what is known stands there, what is not is called unknown. */
import { describe, expect, it } from 'vitest';
import names from '../../hardware/fixtures/real-names.json';
import type { Roofs } from '../../report/schema';
import { workedEntry } from '../../energy/worked-entry';
import { chargedOf, costs, countText, loadTrainingBudgets, markUpSheet, metricSheet, trainingSheet } from '../../costs';
import { roofs } from '../../../test/fixtures/result';
import { waterfall } from '../../../test/fixtures/waterfall';
import { energyDataOf } from '../fixtures/energy-data';
import { entry } from '../fixtures/results';
import { markUpTable, metricsTable, textTable, trainingTable, type CostsInput } from './costs-model';
import { firstState, withFields, type EnergyData } from './energy-state';
import { EMPTY_FIELDS, type Fields } from './fields';

const known = energyDataOf('ANGLE (NVIDIA, NVIDIA GeForce RTX 4090 (0x00002684) Direct3D11 vs_5_0 ps_5_0, D3D11)');
const unknown = energyDataOf('');

function input(
  data: EnergyData,
  fields: Partial<Fields> = {},
  one = entry('int4', 'decode', 171),
  run: Roofs | null = null,
): CostsInput {
  const { basis } = withFields(firstState(data), { ...EMPTY_FIELDS, ...fields }, data);
  const { catalogue, constants } = data;
  return {
    ...{ basis, data: { catalogue, constants } },
    decode: workedEntry(one, basis, run),
    roofs: null,
    waterfalls: [],
    value: { record: { entries: [], fidelity: null }, worked: {}, software: false, answerTokens: 500 },
  };
}

describe('three metrics', () => {
  it('stand beside the reference machines, and what has no price is unknown', () => {
    const table = metricsTable(input(known));
    const names = table?.rows.map(([name]) => name) ?? [];
    expect(names.some((name) => name?.includes('RTX 4090'))).toBe(true);
    expect(names).toEqual(expect.arrayContaining(['H100', 'H200', 'B200', 'GB200 NVL72', 'RTX 5090', 'Mac mini (M4)']));
    const mac = table?.rows.find(([name]) => name === 'Mac mini (M4)');
    expect(mac?.join(' ')).toContain('unknown');
  });

  it('take a price that was given for what is unknown, and for what is known', () => {
    const prices = { 'apple-m4': 600, 'rtx-5090': 2500 };
    const cost = (name: string, given: typeof prices | undefined) =>
      metricsTable(input(known), given)?.rows.find(([one]) => one === name)?.[1];
    expect(cost('Mac mini (M4)', undefined)).toContain('unknown');
    expect(cost('Mac mini (M4)', prices)).toContain(' USD');
    expect(cost('RTX 5090', prices)).not.toBe(cost('RTX 5090', undefined));
  });

  it('need a run and a device that is known', () => {
    expect(metricsTable({ ...input(known), decode: null })).toBeNull();
    expect(metricsTable(input(unknown))?.rows.length ?? 0).toBeGreaterThan(0);
  });
});

describe('a run on the page', () => {
  const flat = entry('int4', 'decode', 171);
  const decode = { ...flat, tokensPerSecond: { median: 171, low: 171, high: 171, samples: [] } };

  it.each([
    ['nothing', {}],
    ['the country and a price', { country: 'US', hardwarePrice: '1600' }],
    ['that the machine is rented', { country: 'US', payment: 'rented', rentPerHour: '0.5' }],
    ['that it is owned, and a rent', { country: 'US', payment: 'owned', rentPerHour: '0.5' }],
    ['watts', { country: 'DE', currency: 'EUR', watts: '300', idleWatts: '20', hardwarePrice: '900' }],
    ['a price of each machine, and its life', { lifeYears: '2', utilisation: '24', electricityPrice: '0.3' }],
  ] as const)('costs what the command says of its speed, to who typed %s', async (_what, fields) => {
    const budgets = await loadTrainingBudgets();
    const page = input(known, fields, decode);
    const { id = null } = known.identity.candidates[0] ?? {};
    const prices = { 'apple-m4': 600 };
    const choice = { years: [3, 4, 5], hourlyBasis: 'rental3yr', prices, space: 0 } as const;
    const command = costs(
      { tokensPerSecond: 171, bytesPerToken: decode.bytesReadPerToken, flopsPerSecond: null },
      // What the page knows by itself is said to the command.
      { ...page.basis.settings, device: id },
      { ...choice, trainingUtilisation: null, text: null },
      { ...page.data, budgets, better: null },
    );
    expect(metricsTable(page, prices)?.rows).toEqual(metricSheet(command.metrics).rows);
    const others = ({ rows }: { readonly rows: readonly (readonly string[])[] }) => rows.map(([, ...cells]) => cells);
    expect(others(markUpTable(page))).toEqual(others(markUpSheet(command.markUp)));
    const currency = command.tariff.electricity?.value.currency ?? null;
    expect(trainingTable(page, budgets)?.rows).toEqual(
      command.training === null ? [] : trainingSheet(command.training.rows, currency).rows,
    );
    const { value } = command.perMillionTokens;
    expect(page.decode === null ? null : chargedOf(page.decode.row.cost).value).toEqual(value);
  });

  it('is compared at the bandwidth that it measured itself, where none is published', () => {
    const unpublished = known.catalogue.presets.find(
      ({ memoryBandwidthGBs, boardPowerW }) => memoryBandwidthGBs === null && boardPowerW !== null,
    );
    const fields = { device: unpublished?.id ?? '', country: 'US', hardwarePrice: '10', utilisation: '24' };
    const hour = (run: Roofs | null) => metricsTable(input(known, fields, decode, run))?.rows[0]?.slice(0, 2);
    expect(hour(null)?.[0]).toContain(unpublished?.name);
    expect(hour(roofs())).not.toEqual(hour(null));
  });

  it('of several sequences at once is compared as such', () => {
    const eight = metricsTable(input(known, {}, { ...decode, batch: 8 }));
    expect(eight?.rows[0]?.[4]).toBe('8');
  });

  it('on a relative of a GPU that the catalogue has is not called that GPU', () => {
    const near = Object.values(names)
      .flat()
      .map((renderer) => energyDataOf(renderer))
      .find(({ identity }) => identity.near && identity.candidates.length === 1);
    if (near === undefined) throw new Error('no relative');
    expect(metricsTable(input(near, { hardwarePrice: '300', country: 'US' }, decode))?.rows[0]?.[0]).toBe(
      'this machine, as measured',
    );
  });
});

describe('rent against own', () => {
  it('has the data centres over three terms, and this machine once both prices are given', () => {
    const theirs = markUpTable(input(known));
    expect(theirs.rows.length).toBe(12);
    const both = markUpTable(input(known, { country: 'US', hardwarePrice: '1600', rentPerHour: '0.5' }));
    expect(both.rows.length).toBe(15);
    expect(both.rows[0]?.[0]).toContain('RTX 4090');
    expect(both.rows[0]?.[5]).toMatch(/^\d+ to \d+ % use, about \d+ %$/);
    expect([theirs.missing, both.missing]).toEqual([null, null]);
  });

  it('has the same row however the machine is paid', () => {
    const rowsOf = (payment: 'owned' | 'rented') =>
      markUpTable(input(known, { country: 'US', hardwarePrice: '1600', rentPerHour: '0.5', payment })).rows;
    expect(rowsOf('rented')).toEqual(rowsOf('owned'));
  });

  it.each([
    ['a rent', { hardwarePrice: '1600' }, 'rentPerHour'],
    ['a price, of a GPU without a launch price', { device: 'Apple M4', rentPerHour: '0.5' }, 'hardwarePrice'],
    ['a price in the currency of the rent', { currency: 'EUR', rentPerHour: '0.5' }, 'hardwarePrice'],
    ['one currency', { country: 'DE', hardwarePrice: '1600', rentPerHour: '0.5' }, 'currency'],
    ['a price of electricity', { country: 'FR', hardwarePrice: '1600', rentPerHour: '0.5' }, 'electricityPrice'],
  ] as const)('names what is missing for a row of this machine: %s', (_what, fields, field) => {
    const { rows, missing } = markUpTable(input(known, fields));
    expect(rows).toHaveLength(12);
    expect(missing?.field).toBe(field);
    expect(missing?.why).toContain('This machine has no row');
  });

  it('has a row also of a GPU that may be one of several, or is not known, once both prices are typed in', () => {
    expect(markUpTable(input(unknown, { country: 'US', hardwarePrice: '900', rentPerHour: '0.5' })).rows).toHaveLength(
      15,
    );
  });
});

describe('training', () => {
  it('takes years on one GPU, by its published peak until it was measured', async () => {
    const table = trainingTable(input(known), await loadTrainingBudgets());
    expect(table?.rows.length).toBeGreaterThan(2);
    expect(table?.rows.some((row) => row[4]?.endsWith('years'))).toBe(true);
    expect(table?.notes[0]).toContain('published FP16 peak: ');
    expect(table?.notes[0]).toContain('keeps 40 % (Llama 3 paper');
    expect(trainingTable(input(unknown), await loadTrainingBudgets())).toBeNull();
  });

  it('goes by what the run measured: its FLOP/s, and the share of them that its prefill reached', async () => {
    const { figures } = waterfall();
    if (figures === null) throw new Error('a waterfall without figures');
    // 1e10 FLOPs a token in 2 ms are 5 TFLOP/s, of 20 that were measured.
    const timed = { ...figures, tokenSeconds: 0.002 };
    const prefill = waterfall({ phase: 'prefill', test: 'pp512', format: 'fp16', figures: timed });
    const table = trainingTable(
      { ...input(known), roofs: roofs(), waterfalls: [prefill] },
      await loadTrainingBudgets(),
    );
    expect(table?.notes[0]).toContain('At 20 TFLOP/s (measured in FP32)');
    expect(table?.notes[0]).toContain('keeps 25 % (measured: its own prefill, pp512 in FP16)');
  });
});

describe('a text', () => {
  const words = { name: 'Words', encode: (text: string) => text.split(' ').map((_, index) => index) };

  it('is counted, and a thousand words cost what a thousand tokens would', () => {
    const table = textTable(input(known), countText('one two three four', [words]));
    expect(table.rows[0]?.slice(0, 6)).toEqual(['Words', '18', '4', '4', '4.50', '1000']);
    expect(table.rows[0]?.[6]).toContain('USD');
    expect(textTable({ ...input(known), decode: null }, countText('one', [words]))).toMatchObject({
      rows: [['Words', '3', '1', '1', '3.00', '1000', '-']],
      notes: ['Run the benchmark to see what they cost.'],
    });
  });
});

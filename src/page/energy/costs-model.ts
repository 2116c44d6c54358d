/** The comparisons as rows of text: three metrics, rent against own, training, a text's tokens. What they are is in src/costs. */
import type { Catalogue } from '../../hardware/catalogue';
import {
  businessElectricity,
  compareMetrics,
  costPerThousandWords,
  datacentreMarkUps,
  fullLoad,
  markUpCells,
  markUpTitles,
  metricNotes,
  metricRows,
  metricTitles,
  ownMachineMarkUps,
  RENT_NOTE,
  trainingCells,
  trainingRows,
  trainingTitles,
  type loadTrainingBudgets,
  type MissingRow,
  type TextCount,
} from '../../costs';
import type { Constants } from '../../energy/constants';
import type { Hardware } from '../../energy/hardware';
import { type PowerSource } from '../../energy/power-source';
import { showBand, twoDigits } from '../../report/two-digits';
import { band } from '../../energy/band';
import { amount, bytesPerToken, perKilowattHour, perMillionTokens, share, years } from '../../foundation/energy-units';
import { opsPerSecond } from '../../foundation/units';
import type { Roofs, Waterfall } from '../../report/schema';
import type { Basis } from '../../energy/basis';
import type { Worked } from './energy-model';
import type { Prices } from './reference-prices';
import type { Table } from './table';
import type { ValueSource } from './value-model';

export interface CostsInput {
  readonly basis: Basis;
  readonly decode: Worked | null;
  /** Of that decode. */
  readonly bytesRead: number | null;
  readonly roofs: Roofs | null;
  /** Of the same run: what its prefill computed a second. */
  readonly waterfalls: readonly Waterfall[];
  readonly value: ValueSource;
  readonly catalogue: Catalogue;
  readonly constants: Constants;
}

type Budgets = Awaited<ReturnType<typeof loadTrainingBudgets>>;

const TERMS = [3, 4, 5];

/** One device or typed watts: several devices that it may be have no one price. */
const only = ({ source, devices }: Basis): PowerSource | null => (devices.length > 1 ? null : source);
const onlyDevice = ({ devices }: Basis) => (devices.length === 1 ? (devices[0] ?? null) : null);

/** FLOP/s measured in FP16, or where the device has none in FP32. */
function measuredFlops(roofs: Roofs | null) {
  const peak = roofs?.fmaF16 ?? roofs?.fmaF32 ?? null;
  return peak === null ? null : opsPerSecond(peak.median);
}

const measuredIn = (roofs: Roofs | null): string => ((roofs?.fmaF16 ?? null) === null ? 'FP32' : 'FP16');

/** @param prices of reference machines, in the currency of the settings. Null before a decode was measured, or where the device is not known. */
export function metricsTable(input: CostsInput, prices: Prices = {}): Table | null {
  const { basis, decode, bytesRead, roofs, catalogue, constants } = input;
  const source = only(basis);
  if (decode === null || source === null) return null;
  const { tariff, hardware } = basis.prepared;
  const comparison = compareMetrics(
    {
      rate: decode.energy.attributed.tokensPerSecond,
      bytesRead: bytesRead === null ? null : bytesPerToken(bytesRead),
      preset: onlyDevice(basis),
      ...{ source, hardware, tariff },
      flops: roofs?.fmaF16 === null ? null : measuredFlops(roofs),
      life: years(basis.settings.lifeYears),
      utilisation: share(basis.settings.utilisation),
      hourlyBasis: 'rental3yr',
      prices: Object.fromEntries(Object.entries(prices).map(([id, price]) => [id, bought(price, basis)])),
    },
    catalogue,
    constants,
  );
  return { columns: capitals(metricTitles), rows: metricRows(comparison), notes: metricNotes(comparison) };
}

const bought = (price: number, { settings }: Basis): Hardware => ({
  basis: 'owned',
  price: amount(price),
  currency: settings.currency,
  life: years(settings.lifeYears),
  utilisation: share(settings.utilisation),
});

/**
 * @param price of this machine, and `rent` an hour of it, in the currency of the settings; null: what was typed in above
 * @returns the table, and by name what stands in the way of this machine's row
 * @throws TokamarkError `option` that names `hardwarePrice` or `rentPerHour`
 */
export function markUpTable(
  { basis, constants }: CostsInput,
  price: number | null,
  rent: number | null,
): Table & { readonly missing: MissingRow | null } {
  const business = businessElectricity(constants);
  const theirs =
    business === null
      ? []
      : datacentreMarkUps(constants, { price: perKilowattHour(business.value), source: business.source }, TERMS);
  const { settings, source, prepared } = basis;
  const preset = onlyDevice(basis);
  const own = ownMachineMarkUps({
    ...{ source, preset, tariff: prepared.tariff, currency: settings.currency, space: 0, years: TERMS },
    price: price ?? settings.hardwarePrice,
    rent: rent ?? settings.rentPerHour,
  });
  const rows = [...own.rows, ...theirs];
  return {
    missing: own.missing,
    columns: capitals(markUpTitles),
    rows: rows.map(markUpCells).map(([name = '', ...cells]) => [capital(name), ...cells]),
    notes: [RENT_NOTE, ...new Set(rows.map(({ source }) => source))],
  };
}

const capitals = (titles: readonly string[]): readonly string[] => titles.map(capital);

/** Ids and brands begin with one already. */
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/**
 * The share of the measured peak at which this GPU's own prefill computed, FP16 before the others: training is the same products,
 * and no other measurement of them is at hand. Null where it was not measured.
 */
function reachedInPrefill(waterfalls: readonly Waterfall[], peak: number | null) {
  const prefills = waterfalls.filter(({ phase, figures }) => phase === 'prefill' && figures !== null);
  const { figures = null, test = '', format = 'fp16' } = prefills.find((one) => one.format === 'fp16') ?? {};
  if (figures === null || peak === null) return null;
  const flops = figures.parts.reduce((sum, { work }) => sum + (work?.flops ?? 0), 0);
  const value = Math.min(1, flops / figures.tokenSeconds / peak);
  return value < 0.0001 ? null : { value, source: `measured: its own prefill, ${test} in ${format.toUpperCase()}` };
}

/** Null where neither a measured nor a published FLOP/s is known. */
export function trainingTable({ basis, roofs, waterfalls, catalogue }: CostsInput, budgets: Budgets): Table | null {
  const source = only(basis);
  const device = onlyDevice(basis);
  const peak = device === null ? null : (device.fp16MatrixTflops ?? device.fp16Tflops);
  const measured = measuredFlops(roofs);
  const flops = measured ?? (peak === null ? null : opsPerSecond(peak * 1e12));
  if (source === null || flops === null) return null;
  const { tariff } = basis.prepared;
  const utilisation = reachedInPrefill(waterfalls, measured) ?? budgets.meta.utilisation;
  const { power, badge } = fullLoad(source);
  const flopsSource =
    measured === null ? `published FP16 peak of ${device?.name ?? ''}` : `measured in ${measuredIn(roofs)}`;
  const rows = trainingRows(
    budgets,
    {
      flopsPerSecond: flops,
      flopsSource,
      utilisation: share(utilisation.value),
      utilisationSource: utilisation.source,
      power,
      powerBadge: badge,
    },
    tariff,
    catalogue,
  );
  const currency = tariff.electricity?.value.currency ?? null;
  return {
    columns: capitals(trainingTitles),
    rows: rows.map((row) => trainingCells(row, currency)),
    notes: [
      `At ${twoDigits(flops / 1e12)} TFLOP/s (${flopsSource}), of which training keeps ${twoDigits(100 * utilisation.value)} % (${utilisation.source}). Power: ${badge}.`,
      '6·N·D is six operations for each weight and token. Reported is what the makers say. Most of these models fit in no single GPU’s memory.',
      ...rows.map(({ model }) => `${model.name}: ${model.source}.${model.note === null ? '' : ` ${model.note}`}`),
    ],
  };
}

export function textTable({ decode }: CostsInput, counts: readonly TextCount[]): Table {
  const cost = decode?.row.cost ?? null;
  const total = cost?.totalPerMillionTokens ?? null;
  const of = total ?? cost?.electricityPerMillionTokens ?? null;
  const currency = (total === null ? cost?.currency : cost?.hardware?.currency) ?? '';
  const price =
    of === null ? null : band(perMillionTokens(of.low), perMillionTokens(of.central), perMillionTokens(of.high));
  const rows = counts.map((count) => [
    count.tokenizer,
    String(count.characters),
    String(count.words),
    String(count.tokens),
    count.charactersPerToken.toFixed(2),
    count.tokensPerThousandWords === null ? 'no words' : String(Math.round(count.tokensPerThousandWords)),
    price === null || count.tokensPerThousandWords === null
      ? 'after a run'
      : showBand(costPerThousandWords(count.tokensPerThousandWords, price), currency),
  ]);
  return {
    columns: [
      'Tokenizer',
      'Characters',
      'Words',
      'Tokens',
      'Characters a token',
      'Tokens for 1,000 words',
      'Cost of writing 1,000 words',
    ],
    rows,
    notes: [
      price === null
        ? 'What they cost follows from a run.'
        : `${total === null ? 'Electricity alone' : 'Electricity and machine'}; energy: ${decode?.row.provenance.badge ?? ''}.`,
    ],
  };
}

/**
 * Everything about the money of one machine, from one speed and what the person chose: three metrics beside the reference
 * machines, rent against own, a text's thousand words, and the training of published models. Runs nothing and loads nothing.
 */
import {
  amount,
  perKilowattHour,
  perMillionTokens,
  share,
  years,
  type PerMillionTokens,
} from '../foundation/energy-units';
import { opsPerSecond } from '../foundation/units';
import { band, type Band } from '../energy/band';
import type { Catalogue } from '../hardware/catalogue';
import { compareMetrics } from './compare/compare';
import type { HourlyBasis } from './compare/hour';
import { businessElectricity, datacentreMarkUps, type MarkUp } from './compare/markup';
import { ownMachineMarkUps } from './compare/own-machine';
import type { Constants } from '../energy/constants';
import { energyAt } from '../energy/estimate';
import { fullLoad } from './full-load';
import type { Hardware } from '../energy/hardware';
import { checkRange } from '../energy/limits';
import { type ImportedPower, type Load, type PowerSource } from '../energy/power-source';
import { badgeOf } from '../energy/provenance';
import { rowOf } from '../energy/rows';
import { prepare, presetOf, type EnergySettings, type Prepared } from '../energy/settings';
import { countText, type NamedTokenizer } from './text/measure';
import { unusedOfCosts, type Unused } from '../energy/unused';
import { checkWork, requireSource, type TypedWork } from '../energy/typed-work';
import { trainingRows, type TrainingMachine } from './training/on-this-gpu';
import type { TrainingBudgets } from './training/budgets';

export interface CostsWork extends TypedWork {
  /** FLOP/s measured in FP16; null: the catalogue's peak stands in. */
  readonly flopsPerSecond: number | null;
}

export interface CostsChoice {
  readonly years: readonly number[];
  readonly hourlyBasis: HourlyBasis;
  /** Of reference machines, by id, in the currency of the settings. */
  readonly prices: Readonly<Record<string, number>>;
  /** A month, in the currency of the settings. */
  readonly space: number;
  /** Share of the FLOP/s that training keeps; null: the published one. */
  readonly trainingUtilisation: number | null;
  readonly text: { readonly text: string; readonly tokenizers: readonly NamedTokenizer[] } | null;
}

const COSTS_SCHEMA = 'tokamark-costs/1';

export interface CostsData {
  readonly catalogue: Catalogue;
  readonly constants: Constants;
  readonly budgets: TrainingBudgets;
}

/** @throws TokamarkError `option` that names the field. */
export function costs(
  work: CostsWork,
  settings: EnergySettings,
  choice: CostsChoice,
  data: CostsData,
  better: ImportedPower | null = null,
) {
  const { catalogue, constants, budgets } = data;
  const prepared = prepare(ownedWherePriced(settings, catalogue), catalogue, constants, better);
  const { preset, tariff, hardware } = prepared;
  const source = requireSource(prepared.source);
  const { rate, bytesRead } = checkWork(work);
  const measured = work.flopsPerSecond;
  const flops = measured === null ? null : opsPerSecond(checkRange('flopsPerSecond', measured, 1, 1e19, 'FLOP/s'));
  const decode: Load = { phase: 'decode', bytesRead, busy: share(1) };
  const energy = energyAt(source, decode, rate);
  const { cost } = rowOf(energy, tariff, hardware, null);
  const price = cost.totalPerMillionTokens ?? cost.electricityPerMillionTokens;
  const life = years(settings.lifeYears);
  const utilisation = share(settings.utilisation);
  const own = ownMachineMarkUps({
    ...{ source, preset, tariff, space: choice.space, years: choice.years },
    ...{ price: settings.hardwarePrice, rent: settings.rentPerHour, currency: settings.currency },
  });
  const machine = trainingMachine(source, prepared, flops, choice, budgets);
  return {
    schema: COSTS_SCHEMA,
    device: preset === null ? null : { id: preset.id, name: preset.name, source: preset.source },
    provenance: {
      kind: energy.attributed.provenance,
      badge: badgeOf(energy.attributed),
      notes: energy.attributed.notes,
    },
    currency: settings.currency,
    tariff: {
      country: tariff.country,
      electricity: tariff.electricity,
      pue: tariff.site,
    },
    metrics: compareMetrics(
      {
        ...{ rate, bytesRead, preset, source, hardware, flops, tariff, life, utilisation },
        hourlyBasis: choice.hourlyBasis,
        prices: filled(choice.prices, settings, catalogue),
      },
      catalogue,
      constants,
    ),
    markUp: [...own.rows, ...datacentres(constants, choice.years)],
    markUpMissing: own.missing,
    unused: [
      ...unusedOfCosts(settings, prepared, {
        prices: Object.keys(choice.prices).length > 0 || choice.space !== 0,
        training: machine !== null,
        own: own.rows.length > 0,
      }),
      ...unusedOfChoice(work, choice, {
        preset: preset !== null,
        training: machine !== null,
        own: own.rows.length > 0,
      }),
    ],
    perMillionTokens: {
      value: price,
      currency: cost.totalPerMillionTokens === null ? cost.currency : (hardware?.currency ?? cost.currency),
      of: cost.totalPerMillionTokens === null ? 'electricity alone' : 'electricity and machine',
    },
    text: choice.text === null ? null : countText(choice.text.text, choice.text.tokenizers),
    training:
      machine === null
        ? null
        : { machine, budgets: budgets.meta, rows: trainingRows(budgets, machine, tariff, catalogue) },
  };
}

function unusedOfChoice(
  { bytesPerToken }: CostsWork,
  { space, trainingUtilisation }: CostsChoice,
  known: { readonly preset: boolean; readonly training: boolean; readonly own: boolean },
): Unused[] {
  const no = (given: boolean, field: string, why: string): Unused[] => (given ? [{ field, why }] : []);
  return [
    ...no(
      bytesPerToken !== null && !known.preset,
      'bytesPerToken',
      'How many bytes a token reads plays no part: without a device nothing follows from it for other machines.',
    ),
    ...no(
      space !== 0 && !known.own,
      'space',
      'What room costs plays no part: this machine has no row of rent against own.',
    ),
    ...no(
      trainingUtilisation !== null && !known.training,
      'trainingUtilisation',
      'What training keeps plays no part: no FLOP/s of this machine are known.',
    ),
  ];
}

export type Costs = ReturnType<typeof costs>;

/** What a text's words are charged at. */
export function priceOf({
  perMillionTokens: { value },
}: Pick<Costs, 'perMillionTokens'>): Band<PerMillionTokens> | null {
  if (value === null) return null;
  return band(perMillionTokens(value.low), perMillionTokens(value.central), perMillionTokens(value.high));
}

/** Where both a price and a rent are given, the rent is what owning is held against. */
function ownedWherePriced(settings: EnergySettings, catalogue: Catalogue): EnergySettings {
  const launch = settings.device === null ? null : presetOf(settings.device, catalogue).msrpUsd;
  return settings.hardwarePrice === null && launch === null ? settings : { ...settings, payment: 'owned' };
}

function filled(
  prices: CostsChoice['prices'],
  settings: EnergySettings,
  catalogue: Catalogue,
): Record<string, Hardware> {
  const { currency, lifeYears, utilisation } = settings;
  return Object.fromEntries(
    Object.entries(prices).map(([id, price]): [string, Hardware] => [
      presetOf(id, catalogue).id,
      {
        basis: 'owned',
        price: amount(checkRange(`prices.${id}`, price, 0.01, 1e9, '')),
        currency,
        life: years(lifeYears),
        utilisation: share(utilisation),
      },
    ]),
  );
}

function datacentres(constants: Constants, spans: readonly number[]): MarkUp[] {
  const business = businessElectricity(constants);
  if (business === null) return [];
  return datacentreMarkUps(constants, { price: perKilowattHour(business.value), source: business.source }, spans);
}

function trainingMachine(
  source: PowerSource,
  { preset }: Prepared,
  measured: ReturnType<typeof opsPerSecond> | null,
  { trainingUtilisation }: CostsChoice,
  { meta }: TrainingBudgets,
): TrainingMachine | null {
  const peak = preset === null ? null : (preset.fp16MatrixTflops ?? preset.fp16Tflops);
  const rate = measured ?? (peak === null ? null : opsPerSecond(peak * 1e12));
  if (rate === null) return null;
  const { power, badge } = fullLoad(source);
  return {
    flopsPerSecond: rate,
    flopsSource: measured === null ? `published FP16 peak: ${preset?.source ?? ''}` : 'measured in FP16',
    utilisation: share(
      trainingUtilisation === null
        ? meta.utilisation.value
        : checkRange('trainingUtilisation', trainingUtilisation, 0.0001, 1, ''),
    ),
    utilisationSource: trainingUtilisation === null ? meta.utilisation.source : 'typed in',
    power,
    powerBadge: badge,
  };
}

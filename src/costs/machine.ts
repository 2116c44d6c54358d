/**
 * The comparisons of the machine at hand, whose speed was measured by a run of the page or typed in for the command: metrics beside the
 * reference machines, rent against own, training. Numbers alone; their words are in compare/ and training/.
 */
import { amount, perKilowattHour, share, years } from '../foundation/energy-units';
import { opsPerSecond, type OpsPerSecond } from '../foundation/units';
import type { Constants } from '../energy/constants';
import type { Hardware } from '../energy/payment';
import { checkRange } from '../energy/limits';
import type { PowerSource } from '../energy/power-source';
import { presetOf, type EnergySettings, type Prepared } from '../energy/settings';
import type { Catalogue } from '../hardware/catalogue';
import { compareMetrics, type MetricComparison } from './compare/compare';
import type { HourlyBasis } from './compare/hour';
import type { Decode } from './compare/machines';
import { businessElectricity, datacentreMarkUps, type MarkUp } from './compare/markup';
import { ownMachineMarkUps, type OwnMarkUps } from './compare/own-machine';
import { fullLoad } from './full-load';
import type { TrainingBudgets } from './training/budgets';
import { trainingRows, type TrainingMachine, type TrainingRow } from './training/on-this-gpu';

/** Whose it is, what it draws, and how it is paid. */
interface Owner {
  readonly settings: EnergySettings;
  readonly prepared: Prepared;
  /** Null: nothing is known of its power. */
  readonly source: PowerSource | null;
}

export interface Machine extends Owner {
  readonly source: PowerSource;
  /** As measured; null: the catalogue's peak stands in. */
  readonly flops: MeasuredFlops | null;
}

interface MeasuredFlops {
  readonly perSecond: OpsPerSecond;
  readonly format: 'FP16' | 'FP32';
}

export interface References {
  readonly hourlyBasis: HourlyBasis;
  /** Of reference machines, by id, in the currency of the settings. */
  readonly prices: Readonly<Record<string, number>>;
}

export interface CostsData {
  readonly catalogue: Catalogue;
  readonly constants: Constants;
}

/** @throws TokamarkError `option` that names the price at fault. */
export function metricsOf(
  { settings, prepared, source, flops }: Machine,
  decode: Decode,
  { hourlyBasis, prices }: References,
  { catalogue, constants }: CostsData,
): MetricComparison {
  const { preset, hardware, tariff } = prepared;
  const span = { life: years(settings.lifeYears), utilisation: share(settings.utilisation) };
  const bought = ([id, price]: readonly [string, number]): [string, Hardware] => [
    presetOf(id, catalogue).id,
    {
      basis: 'owned',
      price: amount(checkRange(`prices.${id}`, price, 0.01, 1e9, '')),
      currency: settings.currency,
      ...span,
    },
  ];
  return compareMetrics(
    {
      ...{ decode, preset, source, hardware, tariff, hourlyBasis, ...span },
      // Of FP32 there is no peak to hold it against.
      flops: flops?.format === 'FP16' ? flops.perSecond : null,
      prices: Object.fromEntries(Object.entries(prices).map(bought)),
    },
    catalogue,
    constants,
  );
}

export interface Terms {
  readonly years: readonly number[];
  /** What room for the machine costs a month, in the currency of the settings. */
  readonly space: number;
}

/** @throws TokamarkError `option` that names the field for a price, rent, space or years that cannot be. */
export function rentOrOwnOf(
  { settings, prepared, source }: Owner,
  { years: spans, space }: Terms,
  constants: Constants,
): OwnMarkUps & { readonly datacentres: readonly MarkUp[] } {
  const { preset, tariff } = prepared;
  const { hardwarePrice: price, rentPerHour: rent, currency } = settings;
  const business = businessElectricity(constants);
  const own = ownMachineMarkUps({ source, preset, tariff, price, rent, currency, space, years: spans });
  const datacentres =
    business === null
      ? []
      : datacentreMarkUps(constants, { price: perKilowattHour(business.value), source: business.source }, spans);
  return { ...own, datacentres };
}

/** Of its FLOP/s, the share that training keeps. */
interface Kept {
  readonly value: number;
  readonly source: string;
}

/** Null where neither a measured nor a published FLOP/s is known. @param kept null: the share that is published */
export function trainingOf(
  { source, prepared, flops }: Machine,
  kept: Kept | null,
  budgets: TrainingBudgets,
  catalogue: Catalogue,
): { readonly machine: TrainingMachine; readonly rows: readonly TrainingRow[] } | null {
  const { preset, tariff } = prepared;
  const peak = preset === null ? null : (preset.fp16MatrixTflops ?? preset.fp16Tflops);
  const flopsPerSecond = flops?.perSecond ?? (peak === null ? null : opsPerSecond(peak * 1e12));
  if (flopsPerSecond === null) return null;
  const { power, badge: powerBadge } = fullLoad(source);
  const { value, source: utilisationSource } = kept ?? budgets.meta.utilisation;
  const machine: TrainingMachine = {
    flopsPerSecond,
    flopsSource: flops === null ? `published FP16 peak: ${preset?.source ?? ''}` : `measured in ${flops.format}`,
    utilisation: share(value),
    ...{ utilisationSource, power, powerBadge },
  };
  return { machine, rows: trainingRows(budgets, machine, tariff, catalogue) };
}

/**
 * The training of published models on one GPU: years at its FLOP/s and a utilisation, and the electricity of those years. The
 * memory that training needs is not looked at: most of these models fit on no single GPU.
 */
import {
  amount,
  gramsPerKilowattHour,
  grams,
  share,
  years,
  type Share,
  type Watts,
  type Years,
} from '../../foundation/energy-units';
import { opsPerSecond, quantity, type Flops, type OpsPerSecond, type Quantity } from '../../foundation/units';
import { rising, type Band } from '../../energy/band';
import type { Catalogue } from '../../hardware/catalogue';
import { HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../energy/figures';
import { checkRange, RANGES, refusal } from '../../energy/limits';
import type { Tariff } from '../../energy/tariff';
import { fullLoad } from '../full-load';
import type { Machine } from '../machine';
import type { TrainedModel, TrainingBudgets } from './budgets';
import { trainingCompute, type TrainingCompute } from './compute';

export type KilowattHours = Quantity<'kWh'>;
const kilowattHours = quantity<'kWh'>();

const SECONDS_PER_YEAR = HOURS_PER_YEAR * SECONDS_PER_HOUR;
const JOULES_PER_KILOWATT_HOUR = 3.6e6;

export interface TrainingMachine {
  /** As measured in FP16, or the catalogue's peak; `flopsSource` says which. */
  readonly flopsPerSecond: OpsPerSecond;
  readonly flopsSource: string;
  /** Of those FLOP/s, what training keeps. */
  readonly utilisation: Share;
  readonly utilisationSource: string;
  /** While it computes; null: not known, and so no electricity. */
  readonly power: Band<Watts> | null;
  readonly powerBadge: string;
}

export type TrainingRow = ReturnType<typeof trainingRows>[number];

/** Of its FLOP/s, the share that training keeps. */
interface Kept {
  readonly value: number;
  readonly source: string;
}

/** Null where neither a measured nor a published FLOP/s is known. @param kept null: the share that is published */
export function trainingOnThis(
  { source, prepared, flops }: Machine,
  kept: Kept | null,
  budgets: TrainingBudgets,
  catalogue: Catalogue,
) {
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

/** @throws TokamarkError `option` for FLOP/s or a utilisation that cannot be. */
export function trainingRows(
  { models }: TrainingBudgets,
  machine: TrainingMachine,
  tariff: Tariff,
  catalogue: Catalogue,
) {
  if (!Number.isFinite(machine.flopsPerSecond) || machine.flopsPerSecond <= 0) {
    throw refusal(
      'flopsPerSecond',
      `flopsPerSecond is ${machine.flopsPerSecond}, but it must be above 0.`,
      'Give the FLOP/s that the benchmark measured on this GPU.',
    );
  }
  checkRange('utilisation', machine.utilisation, RANGES.utilisation);
  return models.map((model) => {
    const compute = trainingCompute(model);
    const span = compute.flops === null ? null : yearsOf(compute.flops, machine.flopsPerSecond, machine.utilisation);
    const { power } = machine;
    const electricity = span === null || power === null ? null : rising(power, (draw) => energyOf(draw, span));
    const { electricity: price, grid, site } = tariff;
    return {
      model,
      compute,
      years: span,
      electricity,
      cost:
        electricity === null || price === null
          ? null
          : rising(electricity, (energy) => amount(energy * price.value.value * site)),
      grams:
        electricity === null || grid === null
          ? null
          : rising(electricity, (energy) => grams(energy * gramsPerKilowattHour(grid.value) * site)),
      /** From the published GPU hours; null where there are none, or the catalogue has no peak of that GPU. */
      publishedUtilisation: publishedUtilisation(model, compute, catalogue),
      gpuName: catalogue.presets.find(({ id }) => id === model.published.gpu)?.name ?? model.published.gpu,
    };
  });
}

export function yearsOf(work: Flops, rate: OpsPerSecond, utilisation: Share): Years {
  return years(work / (rate * utilisation) / SECONDS_PER_YEAR);
}

export function energyOf(power: Watts, span: Years): KilowattHours {
  return kilowattHours((power * span * SECONDS_PER_YEAR) / JOULES_PER_KILOWATT_HOUR);
}

function publishedUtilisation({ published }: TrainedModel, compute: TrainingCompute, { presets }: Catalogue) {
  const { gpuHours, gpu } = published;
  const work = compute.computed ?? compute.published;
  const peak = presets.find(({ id }) => id === gpu)?.fp16MatrixTflops ?? null;
  return gpuHours === null || work === null || peak === null
    ? null
    : work / (gpuHours * SECONDS_PER_HOUR * (peak * 1e12));
}

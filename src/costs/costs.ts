/**
 * Everything about the money of one machine, from one speed and what the person chose: three metrics beside the reference
 * machines, rent against own, a text's thousand words, and the training of published models. Runs nothing and loads nothing.
 */
import { share } from '../foundation/energy-units';
import { opsPerSecond } from '../foundation/units';
import type { Load, ImportedPower } from '../energy/power-source';
import { checkRange, RANGES } from '../energy/limits';
import { badgeOf } from '../energy/provenance';
import { workOut } from '../energy/rows';
import { presetOf } from '../hardware/identify/typed-device';
import { prepare, type EnergySettings } from '../energy/settings';
import { checkWork, requireSource, type TypedWork } from '../energy/typed-work';
import type { Tables } from '../energy/tables';
import { unusedOfCosts, unusedOfWork } from '../energy/unused';
import type { Catalogue } from '../hardware/catalogue';
import { chargedOf } from './charged';
import { compareMetrics } from './compare/compare';
import type { References } from './compare/machines';
import { rentAgainstOwn, type Terms } from './compare/own-machine';
import type { Machine } from './machine';
import { countText, type NamedTokenizer } from './text/measure';
import type { TrainingBudgets } from './training/budgets';
import { trainingOnThis } from './training/on-this-gpu';

export interface CostsWork extends TypedWork {
  /** FLOP/s measured in FP16; null: the catalogue's peak stands in. */
  readonly flopsPerSecond: number | null;
}

export interface CostsChoice extends References, Terms {
  /** Share of the FLOP/s that training keeps; null: the published one. */
  readonly trainingUtilisation: number | null;
  readonly text: { readonly text: string; readonly tokenizers: readonly NamedTokenizer[] } | null;
}

const COSTS_SCHEMA = 'tokamark-costs/1';

/** @throws TokamarkError `option` that names the field. */
export function costs(
  work: CostsWork,
  settings: EnergySettings,
  choice: CostsChoice,
  tables: Tables & { readonly budgets: TrainingBudgets; readonly better: ImportedPower | null },
) {
  const { catalogue, constants, budgets, better } = tables;
  const prepared = prepare(ownedWherePriced(settings, catalogue), catalogue, constants, better);
  const { preset, tariff } = prepared;
  const source = requireSource(prepared.source);
  const { rate, bytesRead } = checkWork(work);
  const measured = work.flopsPerSecond;
  const flops =
    measured === null
      ? null
      : ({
          perSecond: opsPerSecond(checkRange('flopsPerSecond', measured, [1, 1e19, 'FLOP/s'])),
          format: 'FP16',
        } as const);
  const machine: Machine = { settings, prepared, source, flops };
  const decode: Load = { phase: 'decode', bytesRead, busy: share(1) };
  const { energy, row } = workOut(source, decode, rate, prepared);
  const { rows: own, missing, datacentres } = rentAgainstOwn(machine, choice, constants);
  const { trainingUtilisation: typed } = choice;
  const kept =
    typed === null ? null : { value: checkRange('trainingUtilisation', typed, RANGES.utilisation), source: 'typed in' };
  const training = trainingOnThis(machine, kept, budgets, catalogue);
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
    metrics: compareMetrics(machine, { rate, bytesRead, batch: 1 }, choice, tables),
    markUp: [...own, ...datacentres],
    markUpMissing: missing,
    unused: [
      ...unusedOfCosts(settings, prepared, {
        prices: Object.keys(choice.prices).length > 0 || choice.space !== 0,
        training: training !== null,
        own: own.length > 0,
      }),
      ...unusedOfWork(
        { ...work, ...choice },
        {
          bytesPerToken: preset === null ? 'without a device nothing follows from it for other machines' : null,
          space: own.length === 0 ? 'this machine has no row of rent against own' : null,
          trainingUtilisation: training === null ? 'no FLOP/s of this machine are known' : null,
        },
      ),
    ],
    perMillionTokens: chargedOf(row.cost),
    text: choice.text === null ? null : countText(choice.text.text, choice.text.tokenizers),
    training: training === null ? null : { machine: training.machine, budgets: budgets.meta, rows: training.rows },
  };
}

export type Costs = ReturnType<typeof costs>;

/** Who did not say how the machine is paid, and gave a price and a rent, holds owning against the rent. */
function ownedWherePriced(settings: EnergySettings, catalogue: Catalogue): EnergySettings {
  if (settings.payment !== null) return settings;
  const launch = settings.device === null ? null : presetOf(settings.device, catalogue).msrpUsd;
  return settings.hardwarePrice === null && launch === null ? settings : { ...settings, payment: 'owned' };
}

/** What one model costs on one GPU of the catalogue: speed, energy and money of a token and an answer, a budget, and what would change it most. */
import type { EnergySettings } from '../energy/settings';
import type { Tables } from '../energy/tables';
import type { Preset } from '../hardware/catalogue';
import { isMissing } from '../predict/basis';
import { solve, type Limits } from './budget/solve';
import { standingOf, waysOf } from './budget/ways';
import { tornadoOf } from './tornado/tornado';
import { imaginedOn } from './what-if/imagined';
import { outcomeOf, type Load } from './what-if/scenario';

const SCHEMA = 'tokamark-cost/1';

/** @throws TokamarkError `option` that names a setting that cannot be */
export function imagine(
  preset: Preset,
  { settings: given, work, limits }: ImagineInput,
  tables: Pick<Tables, 'catalogue' | 'constants'>,
) {
  const { machine, settings } = imaginedOn(preset, given, tables);
  const load: Load = { ...work, lengths: machine.prepared.lengths };
  const outcome = outcomeOf(machine, load);
  const wanted = { model: work.model, lengths: load.lengths, useful: settings.answerTokens, distances: {} };
  const plan = solve(waysOf(machine, wanted), limits, standingOf(machine, settings.utilisation));
  return {
    schema: SCHEMA,
    gpu: { id: preset.id, name: preset.name, source: preset.source },
    model: work.model.name,
    format: work.format,
    batch: work.batch,
    tariff: machine.prepared.tariff,
    hardware: machine.prepared.hardware,
    /** Why there is no figure; null where there is one. */
    missing: isMissing(outcome) ? outcome.missing : null,
    outcome: isMissing(outcome) ? null : outcome,
    /** Money is in this currency. */
    budget: { currency: machine.prepared.hardware?.currency ?? settings.currency, limits, plan },
    tornado: tornadoOf(machine, load, tables.constants),
  };
}

interface ImagineInput {
  readonly settings: EnergySettings;
  readonly work: Pick<Load, 'model' | 'format' | 'batch'>;
  readonly limits: Limits;
}

export type Imagination = ReturnType<typeof imagine>;

/** The energy of the run that the page shows: of each speed so far, of an answer, and in a result that is taken away. No elements. */
import type { Basis } from '../../energy/basis';
import { energySettingsSchema } from '../../energy/fields';
import { energyOf } from '../../energy/of-result';
import { answersOf, workedEntry, type WorkedEntry } from '../../energy/worked-entry';
import type { ModelFormat } from '../../kernels/recipe';
import { isSameAdapter } from '../../report/adapter-name';
import type { AdapterDescription, Result, ResultEntry } from '../../report/schema';
import type { Energy } from '../../report/schema/energy';
import type { PageState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import type { EnergyData, EnergyState } from './energy-state';

export interface ShownEnergy {
  /** Whether the run was on the GPU whose power is known: a person may choose another after a run, and then nothing is shown. */
  readonly fits: boolean;
  /** Of the speed that the results table shows for a format and phase; null where there is none. */
  readonly of: (format: ModelFormat, phase: ResultEntry['phase']) => WorkedEntry | null;
  readonly answers: Energy['answers'];
}

export function shownEnergy({ run, gpu }: Pick<PageState, 'run' | 'gpu'>, data: EnergyData, basis: Basis): ShownEnergy {
  const ran = run.answer.result?.adapter ?? (gpu.kind === 'known' ? gpu.description.adapter : null);
  const fits = ran === null || isOf(ran, data);
  const worked = fits
    ? run.record.entries.flatMap(({ entry }) => workedEntry(entry, basis, run.record.roofs) ?? [])
    : [];
  return {
    fits,
    of: (format, phase) => {
      const shown = entryFor(run, format, phase)?.entry;
      return worked.find(({ entry }) => entry === shown) ?? null;
    },
    answers: answersOf(worked, basis.prepared),
  };
}

/**
 * A result with the part `energy`, from the settings of the card. What is known of the GPU holds for a run on it; that of another is named
 * by its own result, and nothing was metered of it.
 */
export function withEnergy(result: Result, data: EnergyData, { basis }: Pick<EnergyState, 'basis'>): Result {
  const { identity } = data;
  const { settings, better } = basis;
  const [said, known] = isOf(result.adapter, data)
    ? [settings, { identity, better }]
    : [
        { ...settings, ...NOTHING_OF_GPU },
        { identity: null, better: null },
      ];
  return { ...result, energy: energyOf(result, said, { ...data, ...known }) };
}

/** Whether what is known of a GPU is known of the one that ran. */
export const isOf = (ran: AdapterDescription, { adapter }: Pick<EnergyData, 'adapter'>): boolean =>
  adapter !== null && isSameAdapter(ran, adapter);

/** As if nobody had said which GPU it is, what it draws, or what it costs. */
export const NOTHING_OF_GPU = energySettingsSchema
  .pick({
    ...{ device: true, powerLimit: true, watts: true, idleWatts: true, boundary: true },
    ...{ payment: true, hardwarePrice: true, rentPerHour: true },
  })
  .parse({});

/** The energy of the run that the page shows: of each speed so far, and of an answer. No text and no elements. */
import type { Basis } from '../../energy/basis';
import { answersOf, workedEntry, type WorkedEntry } from '../../energy/worked-entry';
import type { ModelFormat } from '../../kernels/recipe';
import type { AdapterDescription, ResultEntry } from '../../report/schema';
import type { Energy } from '../../report/schema/energy';
import type { PageState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import type { EnergyData } from './energy-state';

export interface ShownEnergy {
  /** Whether the run was on the GPU whose power is known: a person may choose another after a run, and then nothing is shown. */
  readonly fits: boolean;
  /** Of the speed that the results table shows for a format and phase; null where there is none. */
  readonly of: (format: ModelFormat, phase: ResultEntry['phase']) => WorkedEntry | null;
  readonly answers: Energy['answers'];
}

export function shownEnergy({ run, gpu }: Pick<PageState, 'run' | 'gpu'>, data: EnergyData, basis: Basis): ShownEnergy {
  const ran = run.result?.adapter ?? (gpu.kind === 'known' ? gpu.description.adapter : null);
  const fits = ran === null || isSameAdapter(ran, data.adapter);
  const worked = fits ? run.entries.flatMap(({ entry }) => workedEntry(entry, basis, run.roofs) ?? []) : [];
  return {
    fits,
    of: (format, phase) => {
      const shown = entryFor(run, format, phase)?.entry;
      return worked.find(({ entry }) => entry === shown) ?? null;
    },
    answers: answersOf(worked, basis.prepared),
  };
}

/** As far as a browser tells. */
export const isSameAdapter = (one: AdapterDescription, other: AdapterDescription): boolean =>
  (['vendor', 'architecture', 'device', 'description', 'software'] as const).every((key) => one[key] === other[key]);

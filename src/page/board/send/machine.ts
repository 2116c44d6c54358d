/** What is said of this machine where a person says it, and where they say nothing. */
import { guessedGpu } from '../../../../server/board/src/client/guessed-gpu';
import { GPU_LETTERS, type Submission } from '../../../../server/board/src/contract/submission';
import type { Catalogue } from '../../../hardware/catalogue';
import { ownName } from '../../../report/adapter-name';
import { plainName } from '../../../report/outside-text';
import { MACHINE_LETTERS, type AdapterDescription } from '../../../report/schema';
import type { SendForm } from './send-model';

export function declaredOf(
  { gpu, power, name }: Pick<SendForm, 'gpu' | 'power' | 'name'>,
  adapter: AdapterDescription,
  catalogue: Catalogue,
): Submission['declared'] {
  const [typed, machineName] = [plainName(gpu, GPU_LETTERS), plainName(name, MACHINE_LETTERS)];
  return {
    gpu: typed === '' ? guessedGpu(adapter, catalogue) : typed,
    powerSource: power,
    ...(machineName === '' ? {} : { machineName }),
  };
}

/**
 * What the GPU is called where nothing is typed: a row of the catalogue by its name, as a person knows it. Null where the browser keeps
 * to itself which GPU it is.
 */
export function guessedName(adapter: AdapterDescription, catalogue: Catalogue): string | null {
  const guessed = guessedGpu(adapter, catalogue);
  const row = catalogue.presets.find(({ id }) => id === guessed);
  if (row !== undefined) return row.name;
  return ownName(adapter) === null ? null : guessed;
}

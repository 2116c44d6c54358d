/**
 * All contestants are loaded at once. Of other engines, those that do not fit beside ours and the ones before them are refused before
 * anything is loaded, where it is known how much memory there is. Not for ours, which may take turns (measure/).
 */
import { TokamarkError } from '../foundation/errors';
import { bytes, type Bytes } from '../foundation/units';
import type { Entrant } from './entrant';
import { gigabytes, SOFTWARE_SHARE, type MemoryOfBench } from './memory';
import { isOurs } from './whose';

export interface Refused {
  readonly entrant: Entrant;
  readonly error: TokamarkError;
}

/** WebGPU does not say how much memory a GPU has: on one, none is refused. */
export function besideOurs(
  { context, memory }: MemoryOfBench,
  entrants: readonly Entrant[],
): { readonly fitting: readonly Entrant[]; readonly refused: readonly Refused[] } {
  if (memory === null || !context.granted.software) return { fitting: entrants, refused: [] };
  const most = bytes(memory * SOFTWARE_SHARE);
  let taken = entrants.filter(({ contestant }) => isOurs(contestant)).reduce((sum, one) => sum + neededBy(one), 0);
  const refused: Refused[] = [];
  for (const entrant of entrants) {
    if (isOurs(entrant.contestant)) continue;
    const needed = neededBy(entrant);
    if (needed > 0 && taken + needed > most)
      refused.push({ entrant, error: tooLarge(entrant.name, { needed, taken: bytes(taken), most, memory }) });
    else taken += needed;
  }
  return { fitting: entrants.filter((one) => refused.every(({ entrant }) => entrant !== one)), refused };
}

const neededBy = ({ contestant, config, tests }: Entrant): Bytes => contestant.neededBytes?.(config, tests) ?? bytes(0);

interface Sums {
  readonly needed: Bytes;
  readonly taken: Bytes;
  readonly most: Bytes;
  readonly memory: Bytes;
}

const tooLarge = (name: string, { needed, taken, most, memory }: Sums): TokamarkError =>
  new TokamarkError({
    code: 'too-large',
    message: `${name} needs ${gigabytes(needed)} or more, beside ${gigabytes(taken)} of those that are loaded with it, and this software adapter may take ${gigabytes(most)} of ${gigabytes(memory)}.`,
    where: name,
    remedy: 'Compare with fewer engines at once, in fewer formats, or with a smaller model.',
  });

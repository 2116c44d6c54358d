/** Who takes part in a run: our own engine in each format that is asked for, and contestants of other engines. */
import { ENGINE } from '../foundation/build';
import { TokamarkError } from '../foundation/errors';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import type { Contestant } from './contestant';
import { tokamark } from './tokamark';
import { contestantId } from './whose';

/** @throws TokamarkError `option` for those whose measurements a result could not tell apart */
export function contestantsOf(formats: readonly ModelFormat[], peers: readonly Contestant[]): readonly Contestant[] {
  for (const { engine } of peers) if (engine.trim().toLowerCase() === ENGINE) throw calledAsOurs(engine);
  // Twice the same would be two measurements of one workload.
  const ours = [...new Set(formats)].map((format) => tokamark(RECIPES[format]));
  const all = [...ours, ...peers];
  const ids = all.flatMap((one) => [...idsOf(one)]);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) throw notApart(twice);
  return all;
}

/** In the run, and in its result. */
const idsOf = ({ id, engine, recipe }: Contestant): ReadonlySet<string> =>
  new Set([id, contestantId({ engine, format: recipe.id })]);

const calledAsOurs = (engine: string): TokamarkError =>
  new TokamarkError({
    code: 'option',
    message: `Another engine of this run is called ${engine}, which is the name of our own.`,
    where: `engine ${engine}`,
    remedy: 'Give it a name of its own, so that its speeds are never taken for ours.',
  });

const notApart = (id: string): TokamarkError =>
  new TokamarkError({
    code: 'option',
    message: `Two contestants of this run are called ${id}.`,
    where: `contestant ${id}`,
    remedy: 'Give each another engine or recipe (identityOf), so that a result can tell their measurements apart.',
  });

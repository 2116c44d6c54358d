/** Whose a figure is: the engine that computed, and its recipe, as a key and in words. What such a contestant does: contestant.ts. */
import { ENGINE } from '../foundation/build';
import { MODEL_FORMATS, type AnyRecipe, type ModelFormat } from '../kernels/recipe';

export interface Whose {
  readonly engine: string;
  readonly format: ModelFormat;
}

/** Ours where nothing is tuned: for a result, an engine of its own. */
export const BY_DEFAULT = `${ENGINE}, not tuned`;

/** Our own engine, of which scores, fidelity and the page's tables are. */
export const isOurs = ({ engine }: Pick<Whose, 'engine'>): boolean => engine === ENGINE;

/** What the name of a server begins with that a person named: the rest of it says what it runs, as far as that is known. */
export const OWN_SERVER = 'own server';

/** Its format is in its name, or nobody knows it. */
export const namesItself = ({ engine }: Pick<Whose, 'engine'>): boolean => engine.startsWith(OWN_SERVER);

/** As progress has it: `int4`, or `onnxruntime int4` of another engine. */
export function contestantId(one: Whose): string {
  if (namesItself(one)) return one.engine;
  return isOurs(one) ? one.format : `${one.engine} ${one.format}`;
}

/** `INT4`, or `onnxruntime INT4` of another engine. */
export function contestantName(one: Whose): string {
  if (namesItself(one)) return one.engine;
  return isOurs(one) ? one.format.toUpperCase() : `${one.engine} ${one.format.toUpperCase()}`;
}

/** What tells the contestants of a run apart. */
export function identityOf<R extends AnyRecipe>(engine: string, recipe: R) {
  const whose = { engine, format: recipe.id };
  return { id: contestantId(whose), name: contestantName(whose), engine, recipe };
}

/** The names of all in `entries`, each once: ours first, each engine in the order of the formats. */
export function contestantNames(entries: readonly Whose[]): readonly string[] {
  const rank = ({ format }: Whose) => MODEL_FORMATS.indexOf(format);
  const sorted = entries.toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)) || rank(a) - rank(b));
  return [...new Set(sorted.map(contestantName))];
}

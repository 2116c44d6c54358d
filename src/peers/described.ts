/** How another engine takes part: by which name, in which recipe, and what a reader must know of it. */
import type { EngineFacts } from '../benchmark/contestant';
import type { AnyRecipe } from '../kernels/recipe';

export interface Described {
  /** As results name it. */
  readonly engine: string;
  readonly recipe: AnyRecipe;
  readonly about: EngineFacts;
  /** Whether it reads a prompt after a context that it keeps; otherwise it reads all of it in each call. */
  readonly readsOn: boolean;
}

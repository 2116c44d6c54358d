/** A site as the tuner sees it: work of a model, and the variants of doing it. */
import type { Dispatch } from '../kernels/kernel';

export interface Variant {
  /** Names the variant by its numbers, the same wherever it is used: `lanes32 rows1 slices8 fused`. */
  readonly id: string;
  /** @throws TokamarkError `shader`, `out-of-memory`, `too-large` where this device cannot run it. */
  readonly dispatches: () => Promise<readonly Dispatch[]>;
}

export interface Site {
  /** The same for the same work at the same shape: `decode int4 qkv 960x576`. */
  readonly id: string;
  /** Tokens of the pass at which it is timed: 1 for decode. */
  readonly rows: number;
  /** How often one pass does this work: by it, a gain here is weighed against a gain elsewhere. */
  readonly uses: number;
  /** The first is the default, which runs where nothing was tuned. */
  readonly variants: readonly [Variant, ...Variant[]];
}

/** By site id, the id of the variant that runs there; any other site runs its default. */
export type ChosenVariants = ReadonlyMap<string, string>;

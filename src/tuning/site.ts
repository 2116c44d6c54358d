/** What the tuner chooses between: one place of the model's work, and the ways of doing it. Not how it chooses (see tune.ts). */
import type { Dispatch } from '../kernels/kernel';

export interface Candidate {
  /** Names the variant by its numbers, the same wherever it is used: `lanes32 rows1 slices8 fused`. */
  readonly id: string;
  /** @throws TokamarkError `shader`, `out-of-memory`, `too-large` where this device cannot do it this way. */
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
  readonly candidates: readonly [Candidate, ...Candidate[]];
}

/** By site id, the id of the candidate that runs there; a site that is not in it runs its default. */
export type Choices = ReadonlyMap<string, string>;

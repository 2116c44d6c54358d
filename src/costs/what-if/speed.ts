/** What is asked of a GPU, and how fast it is said to be. Whoever answers says how it is known: from the catalogue, or from a run. */
import type { Band } from '../../energy/band';
import type { BytesPerToken } from '../../foundation/energy-units';
import type { TokensPerSecond } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/recipe';
import type { Missing } from '../../predict/basis';
import type { PublishedModel } from '../../predict/published-models';

export interface Ask {
  readonly model: PublishedModel;
  readonly format: ModelFormat;
  /** Positions that a token of the answer sees, in the mean. */
  readonly context: number;
  /** Sequences at once. */
  readonly batch: number;
  readonly promptTokens: number;
}

/** `expected`: of a GPU that is not here, from what is published of it. `predicted`: from a run of this one. Neither is measured. */
export type SpeedKind = 'expected' | 'predicted';

export interface Speed {
  readonly kind: SpeedKind;
  /** Of all sequences together. */
  readonly decode: Band<TokensPerSecond>;
  readonly bytesRead: BytesPerToken;
  /** Tokens of the prompt over the time to the first token. */
  readonly prompt: Band<TokensPerSecond> | Missing;
  /** Where it comes from, a sentence each. */
  readonly sources: readonly string[];
}

export type SpeedOf = (ask: Ask) => Speed | Missing;

/** The same text forced on every contestant, as data: what each makes of each next token, after it was timed. Not what a format of ours costs (fidelity/). */
import type { TokamarkError } from '../../foundation/errors';
import type { Contestant } from '../contestant';

export interface PassageFigures {
  /** Negative log-likelihood of the text, nats per token. */
  readonly nll: number;
  /** KL divergence to our FP16, nats per token; null of that itself, and where it has none. */
  readonly kl: number | null;
  /** Share of places where both think the same token the most likely, 0..1; null as `kl` is. */
  readonly top1: number | null;
}

export interface PassageRow {
  readonly contestant: Pick<Contestant, 'engine' | 'recipe'>;
  /** Null where its engine gives no logits, or it failed. */
  readonly figures: PassageFigures | null;
  readonly error: TokamarkError | null;
}

export interface Passage {
  readonly model: string;
  /** Every one but the first is scored. */
  readonly tokens: number;
  readonly rows: readonly PassageRow[];
}

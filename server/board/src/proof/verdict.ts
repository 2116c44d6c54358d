/** What the reference says of the tokens that a device claims to have written. Pure; where the reference runs is prover.ts' affair. */
import { PROOF_TOKENS, VOCABULARY } from '../contract/proof';

/** The order in which they are looked for. */
export type ProofFault =
  /** Not as many tokens as were asked for. */
  | 'count'
  /** Something that is no id of the vocabulary. */
  | 'vocabulary'
  /** A token that the reference thinks less likely than another by more than rounding explains. */
  | 'gap';

export interface Verdict {
  readonly accepted: boolean;
  /** Logit of the likeliest token less that of the one claimed, where that is largest; null where nothing was computed. */
  readonly worstGap: number | null;
  /** Index, of the tokens claimed, of that gap or of the one that is no token; null where there is none. */
  readonly at: number | null;
  /** The largest gap that is accepted: δ of the format. */
  readonly delta: number;
  readonly reason: ProofFault | null;
}

/** What is wrong with the tokens before anything is computed, and takes no longer for many; null where nothing is. */
export function malformed(tokens: readonly number[], delta: number): Verdict | null {
  const refused = { accepted: false, worstGap: null, delta } as const;
  if (tokens.length !== PROOF_TOKENS) return { ...refused, at: null, reason: 'count' };
  const at = tokens.findIndex((token) => !Number.isInteger(token) || token < 0 || token >= VOCABULARY);
  return at < 0 ? null : { ...refused, at, reason: 'vocabulary' };
}

/** By how much each token's logit is below the largest of its position. @param logits (tokens, vocabSize), row i for tokens[i] */
export function gapsOf(logits: Float32Array, tokens: readonly number[]): readonly number[] {
  const vocabSize = logits.length / tokens.length;
  return tokens.map((token, i) => {
    const row = logits.subarray(i * vocabSize, (i + 1) * vocabSize);
    return row.reduce((most, logit) => Math.max(most, logit), -Infinity) - (row[token] ?? NaN);
  });
}

/** NaN is no gap that is small enough. */
export function verdictOf(gaps: readonly number[], delta: number): Verdict {
  const strange = gaps.findIndex((gap) => Number.isNaN(gap));
  const worstGap = strange < 0 ? Math.max(...gaps) : NaN;
  const accepted = worstGap <= delta;
  return {
    ...{ accepted, worstGap: Number.isFinite(worstGap) ? worstGap : null, delta },
    at: strange < 0 ? gaps.indexOf(worstGap) : strange,
    reason: accepted ? null : 'gap',
  };
}

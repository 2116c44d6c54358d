/**
 * What a proof is: a prompt of Fable's vocabulary made from the server's seed, continued greedily by 32 tokens in a format that the
 * challenge picks. Pure, and without Fable: whoever answers a challenge makes the same prompt.
 */
import { uniform } from '../../../../src/foundation/random';
import type { ModelFormat } from '../../../../src/kernels/recipe';

/** Another way of making the prompt needs another name. */
export const PROOF_RULE = 'tokamark-proof/1';

/** The presets that a challenge picks from. */
export const PROOF_FORMATS = ['fp16', 'int8', 'int4', 'w4a8'] as const satisfies readonly ModelFormat[];
export type ProofFormat = (typeof PROOF_FORMATS)[number];

/** Tokens that the device writes. An end of text is a token like others: it goes on. */
export const PROOF_TOKENS = 32;

/** Tokens that it reads before. All but the last token written are read too: 48 positions in all. */
export const PROMPT_TOKENS = 17;

/** Of Fable's ids, 0 ends a text and 1 to 256 are single bytes; from here on they are pieces of words. */
const FIRST_PIECE = 257;
export const VOCABULARY = 2048;

/**
 * Pieces of words drawn alike: no text that anybody has written, so that nothing of the answer can be looked up in a book.
 * @param seed uint32
 */
export function proofPrompt(seed: number): readonly number[] {
  const next = uniform(seed);
  const pieces = VOCABULARY - FIRST_PIECE;
  return Array.from({ length: PROMPT_TOKENS }, () => FIRST_PIECE + Math.floor(next() * pieces));
}

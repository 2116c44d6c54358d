/** What the sequences of a run read: where the tokens of its prompts come from. Their rule is part of a workload's identity. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { PROMPT_RULE, promptTokens } from './workload';

export interface Prompts {
  readonly rule: string;
  /** Of (`count`) tokens: what stands in the cache before anything counts. */
  readonly context: (count: number, sequence: number) => readonly number[];
  /** The `count` tokens that are read after a context of `depth`; decode begins by reading the first. */
  readonly after: (depth: number, count: number, sequence: number) => readonly number[];
}

/** The same on every machine and for any vocabulary: what a result is compared by. */
export const spreadPrompts = (vocabSize: number): Prompts => ({
  rule: PROMPT_RULE,
  context: (count, sequence) => promptTokens(count, vocabSize, sequence),
  after: (_, count, sequence) => promptTokens(count, vocabSize, sequence),
});

/**
 * A text from its beginning, and from its beginning again where it ends: what engines are compared by that take text, and what makes
 * sense to read. Each sequence begins a bit later in it.
 * @param tokens of the whole text, at least one
 */
export function passagePrompts(text: string, tokens: readonly number[]): Prompts {
  const from = (start: number, count: number, sequence: number): number[] =>
    Array.from({ length: count }, (_, i) => tokens[(start + i + sequence * BETWEEN) % tokens.length] ?? 0);
  return {
    rule: `passage/1 sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`,
    context: (count, sequence) => from(0, count, sequence),
    after: (depth, count, sequence) => from(depth, count, sequence),
  };
}

/** Tokens. */
const BETWEEN = 37;

/** What the sequences of a run read: where the tokens of its prompts come from. Their rule is part of a workload's identity. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { mix } from '../foundation/random';
import { BETWEEN_PROMPTS, PROMPT_RULE, promptTokens, SEEDED_RULE } from './workload';

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
 * Token ids spread over the whole vocabulary that nobody knows before they know the seed: what goes on after a context is another part of
 * the same sequence.
 * @param seed uint32
 */
export function seededPrompts(vocabSize: number, seed: number): Prompts {
  // Without the constant a seed of 0 would give the prompts that everybody knows.
  const begin = mix(seed + 0x9e3779b9);
  const from = (start: number, count: number, sequence: number): number[] =>
    Array.from({ length: count }, (_, i) => mix(begin + sequence * BETWEEN_PROMPTS + start + i) % vocabSize);
  return {
    rule: SEEDED_RULE,
    context: (count, sequence) => from(0, count, sequence),
    after: (depth, count, sequence) => from(depth, count, sequence),
  };
}

interface Prompted {
  readonly prompts: Prompts | null;
  readonly promptSeed?: number | undefined;
}

/** What the contestants of a run read, with a vocabulary of that size. */
export function promptsOf({ prompts, promptSeed }: Prompted, vocabSize: number): Prompts {
  if (prompts !== null) return prompts;
  return promptSeed === undefined ? spreadPrompts(vocabSize) : seededPrompts(vocabSize, promptSeed);
}

/** Of the same; undefined: the rule of every run that asks for nothing else. */
export const promptRuleOf = ({ prompts, promptSeed }: Prompted): string | undefined =>
  prompts?.rule ?? (promptSeed === undefined ? undefined : SEEDED_RULE);

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

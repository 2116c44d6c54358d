/**
 * What is computed, not how: shape, weights, format, prompt, depth, tokens, batch, delivery and protocol. Results compare only if these are equal,
 * and so their ids.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { GENERATOR, WEIGHT_SEED } from '../../shaders/synthetic-weights/reference';
import { mix } from '../kernels/random';
import { recipeRecord, type AnyRecipe } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';
import { throwIfCancelled } from '../foundation/cancel';
import { mapKept } from '../foundation/map-kept';

/** Another way of measuring the same thing needs another name. */
export const PROTOCOL = 'tokamark-2';

/** How the prompt's tokens are made (promptTokens below); part of the identity. */
export const PROMPT_RULE = 'tokamark-prompt/1';

/** The rule of prompts that a seed makes (prompts.ts). The seed is no part of the identity: it may be new for each run of one workload. */
export const SEEDED_RULE = 'tokamark-prompt-seeded/1';

export type Phase = 'prefill' | 'decode';

/** Of decode: each token is read back as it comes, or all at the end, with several tokens in a submit. */
export type Delivery = 'streamed' | 'batched';

/**
 * What is timed of a model: tokens read (prefill) or generated (decode) by each of `batch` sequences at once, with `depth` others of
 * the sequence in the cache before them.
 */
export interface Test {
  readonly phase: Phase;
  readonly depth: number;
  /** Of each sequence. */
  readonly tokens: number;
  readonly batch: number;
  /** Of decode. Absent: streamed, as a chat shows it. */
  readonly delivery?: Delivery;
}

/** Prefill is streamed: its time ends when the first token is known on the CPU. */
export const deliveryOf = ({ delivery = 'streamed' }: { readonly delivery?: Delivery | undefined }): Delivery =>
  delivery;

/** More sequences at once than this are not asked for: the cache holds all of them. */
export const MOST_BATCH = 64;

/** The numbers of sequences that decode has in `tests`, the fewest first. */
export const batchesOf = (tests: readonly Test[]): readonly number[] =>
  [...new Set(tests.flatMap(({ phase, batch }) => (phase === 'decode' ? [batch] : [])))].sort((a, b) => a - b);

/** Of a test, as the cache numbers them. */
export const sequencesOf = ({ batch }: Pick<Test, 'batch'>): readonly number[] =>
  Array.from({ length: batch }, (_, sequence) => sequence);

/** Of all sequences together: what a speed counts. */
export const tokensInAll = ({ tokens, batch }: Pick<Test, 'tokens' | 'batch'>): number => tokens * batch;

export type WeightSource = { readonly generator: string; readonly seed: number } | { readonly sha256: string };

export type Workload = Readonly<{
  protocol: typeof PROTOCOL;
  /** The arithmetic of the model, without its name. */
  shape: Readonly<Record<string, unknown>>;
  weights: WeightSource;
  format: Readonly<Record<string, unknown>>;
  phase: Phase;
  /** Of each sequence. Prefill: the prompt itself. Decode: what fills the context up to `depth`. */
  prompt: Readonly<{ rule: string; tokens: number }>;
  /** Tokens of each sequence in the cache before the first one that counts. */
  depth: number;
  /** Tokens of each sequence that count: read in prefill, generated in decode. */
  tokens: number;
  /** Sequences that are computed at once. */
  batch: number;
  delivery: Delivery;
}>;

export interface WorkloadRequest extends Test {
  readonly config: ModelConfig;
  readonly weights: WeightSource;
  readonly recipe: AnyRecipe;
  /** How the prompts are made; left out, as those of every run that asks for no text of its own. */
  readonly promptRule?: string | undefined;
}

export function workloadOf({ config, weights, recipe, promptRule, ...test }: WorkloadRequest): Workload {
  const { phase, depth, tokens, batch } = test;
  return {
    protocol: PROTOCOL,
    shape: shapeRecord(config),
    weights,
    format: recipeRecord(recipe),
    phase,
    prompt: { rule: promptRule ?? PROMPT_RULE, tokens: phase === 'prefill' ? tokens : depth },
    depth,
    tokens,
    batch,
    delivery: deliveryOf(test),
  };
}

/** The arithmetic of a model as its workloads say it. */
export function shapeRecord(config: ModelConfig): Workload['shape'] {
  const { hiddenSize, layers, heads, keyValueHeads, headDim, intermediateSize, vocabSize } = config;
  const { tiedEmbeddings, qkvBias, outputBias, rope, rmsNormEpsilon } = config;
  return {
    ...{ architecture: 'llama', hiddenSize, layers, heads, keyValueHeads, headDim, intermediateSize, vocabSize },
    ...{ tiedEmbeddings, qkvBias, outputBias, rope, rmsNormEpsilon },
  };
}

export const isFileSource = (source: WeightSource): source is Extract<WeightSource, { sha256: string }> =>
  'sha256' in source;

export const syntheticSource = (): WeightSource => ({ generator: GENERATOR, seed: WEIGHT_SEED });

/** sha-256 of the canonical JSON (keys sorted, no spaces), 64 hexadecimal digits. */
export const workloadId = (workload: Workload): string => canonicalDigest(workload);

/** As workloadId, of a workload that comes from outside. */
export const canonicalDigest = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));

/** Of what JSON can hold. Sorted first, since JSON.stringify is several times slower where it asks a function for each value. */
export const canonicalJson = (value: unknown): string => JSON.stringify(withSortedKeys(value));

/** The value itself where its keys are in order at every depth, as in what was canonical JSON before: nothing of it is copied then. */
function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return mapKept(value, withSortedKeys);
  if (!isRecord(value)) return value;
  const inner = Object.keys(value).map((key) => [key, withSortedKeys(value[key])] as const);
  const isSame = inner.every(
    ([key, one], i) => Object.is(one, value[key]) && (i === 0 || (inner[i - 1]?.[0] ?? '') < key),
  );
  return isSame ? value : Object.fromEntries(inner.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * llama-bench's name of a test, how many sequences there are of more than one, and whether decode is batched: pp512, tg64, tg64 @ d2048,
 * tg64 b4, tg64 @ d2048 b4 batched.
 */
export const testName = ({
  phase,
  tokens,
  depth,
  batch,
  delivery,
}: Omit<Test, 'delivery'> & { readonly delivery?: Delivery | undefined }): string =>
  [
    `${phase === 'prefill' ? 'pp' : 'tg'}${tokens}`,
    ...(depth === 0 ? [] : [`@ d${depth}`]),
    ...(batch === 1 ? [] : [`b${batch}`]),
    ...(deliveryOf({ delivery }) === 'streamed' ? [] : ['batched']),
  ].join(' ');

/** For people, with llama-bench's name behind it: `writing 64 tokens (tg64)`. */
export const testInWords = (test: Parameters<typeof testName>[0]): string =>
  `${test.phase === 'prefill' ? 'reading a prompt of' : 'writing'} ${test.tokens} tokens (${testName(test)})`;

/** Apart by more than any prompt is long. */
export const BETWEEN_PROMPTS = 2 ** 20;

/** Token ids spread over the whole vocabulary, the same on every machine; those of another sequence of a batch are others. */
export const promptTokens = (count: number, vocabSize: number, sequence = 0): number[] =>
  Array.from({ length: count }, (_, i) => mix(sequence * BETWEEN_PROMPTS + i + 1) % vocabSize);

/** sha-256 of a file that may be larger than memory. @throws TokamarkError `cancelled` between two pieces of it. */
export async function fileDigest(file: Blob, signal: AbortSignal | null = null): Promise<string> {
  const hash = sha256.create();
  const step = 16 * 1024 * 1024;
  for (let at = 0; at < file.size; at += step) {
    throwIfCancelled(signal);
    hash.update(new Uint8Array(await file.slice(at, at + step).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}

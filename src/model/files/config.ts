/**
 * Reads the config.json of a Hugging Face folder into a ModelConfig. It accepts only what the engine computes exactly:
 * plain Llama, Qwen2 (Llama with a bias on Q, K and V) and Mistral without a sliding window. Not a check against the
 * weights: weights.ts does that. Fields that change nothing here are ignored; among them `pretraining_tp`, which only
 * splits a matrix product into slices whose sum is the same.
 */

import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import type { ModelConfig } from '../config';
import { refused } from './fields';
import { parseJsonObject, type JsonObject } from './json';
import { parseRope } from './rope';
import { refuseUnsupported, unsupported } from './unsupported';

const MODEL_TYPES = ['llama', 'qwen2', 'mistral'] as const;
type ModelType = (typeof MODEL_TYPES)[number];

/** The causal language models of those types; compared without case, since the first Llama folders say LLaMAForCausalLM. */
const ARCHITECTURES: readonly string[] = ['llamaforcausallm', 'qwen2forcausallm', 'mistralforcausallm'];

const count = (max: number) => z.number().int().min(1).max(max);
const tokenId = z.number().int();

/** Bounds are far above any published model, and low enough that no product of them loses a bit in a double. */
const fields = z.object({
  hidden_size: count(65_536),
  num_hidden_layers: count(512),
  num_attention_heads: count(1_024),
  num_key_value_heads: count(1_024).nullish(),
  head_dim: count(256).nullish(),
  intermediate_size: count(1_048_576),
  vocab_size: count(1_000_000),
  max_position_embeddings: count(100_000_000).nullish(),
  rms_norm_eps: z.number().positive().max(1).nullish(),
  tie_word_embeddings: z.boolean().nullish(),
  attention_bias: z.boolean().nullish(),
  eos_token_id: z.union([tokenId, z.array(tokenId).max(1_000)]).nullish(),
});

/** What the classes of transformers assume where config.json is silent. */
const DEFAULT_MAX_POSITIONS: Record<ModelType, number> = { llama: 2_048, qwen2: 32_768, mistral: 131_072 };
const DEFAULT_RMS_NORM_EPSILON = 1e-6;
const MISTRAL_SLIDING_WINDOW = 4_096;

/** `file` names config.json in messages; `name` is the model's own. */
export function parseConfig(text: string, file: string, name = file): ModelConfig {
  const json = parseJsonObject(text, file, 'config');
  const modelType = parseModelType(json, file);
  refuseUnsupported(json, file);
  refuseActivation(json, file);
  const parsed = fields.safeParse(json);
  if (!parsed.success) throw refused(file, '', json, parsed.error);
  const raw = parsed.data;
  const maxPositions = raw.max_position_embeddings ?? DEFAULT_MAX_POSITIONS[modelType];
  refuseSlidingWindow(json, modelType, maxPositions, file);
  const biased = modelType === 'llama' && raw.attention_bias === true;
  return {
    name,
    hiddenSize: raw.hidden_size,
    layers: raw.num_hidden_layers,
    ...parseHeads(raw, file),
    intermediateSize: raw.intermediate_size,
    vocabSize: raw.vocab_size,
    tiedEmbeddings: raw.tie_word_embeddings ?? false,
    // Qwen2's class has these biases built in, whatever its config.json says; Mistral's has none.
    qkvBias: biased || modelType === 'qwen2',
    outputBias: biased,
    rope: parseRope(json, file),
    rmsNormEpsilon: raw.rms_norm_eps ?? DEFAULT_RMS_NORM_EPSILON,
    maxPositions,
    eosTokenIds: eosIds(raw.eos_token_id, raw.vocab_size),
  };
}

/** The `eos_token_id` of generation_config.json: often more complete than config.json's. */
export function parseGenerationEos(text: string, file: string, vocabSize: number): number[] {
  const json = parseJsonObject(text, file, 'config');
  const parsed = fields.pick({ eos_token_id: true }).safeParse(json);
  if (!parsed.success) throw refused(file, '', json, parsed.error);
  return eosIds(parsed.data.eos_token_id, vocabSize);
}

/** An id outside the vocabulary (some files say -1 for none) can never be chosen, so it is left out. */
function eosIds(ids: number | number[] | null | undefined, vocabSize: number): number[] {
  return [...new Set([ids ?? []].flat())].filter((id) => id >= 0 && id < vocabSize);
}

function parseModelType(json: JsonObject, file: string): ModelType {
  const modelType = z.enum(MODEL_TYPES).safeParse(json['model_type']);
  if (!modelType.success) {
    throw unsupported(file, 'model_type', json['model_type'] ?? null, `it is none of ${MODEL_TYPES.join(', ')}`);
  }
  const architectures = z.array(z.string()).min(1).safeParse(json['architectures']);
  if (architectures.success && !architectures.data.some((name) => ARCHITECTURES.includes(name.toLowerCase()))) {
    throw unsupported(file, 'architectures', architectures.data, 'not a causal language model of a supported type');
  }
  return modelType.data;
}

function refuseActivation(json: JsonObject, file: string): void {
  const activation = json['hidden_act'];
  if (activation === undefined || activation === null || activation === 'silu' || activation === 'swish') return;
  throw unsupported(file, 'hidden_act', activation, 'an activation other than SiLU');
}

/** A window as long as the model's own context never hides anything. */
function refuseSlidingWindow(json: JsonObject, modelType: ModelType, maxPositions: number, file: string): void {
  if (modelType === 'qwen2') {
    const use = json['use_sliding_window'];
    if (use === undefined || use === null || use === false) return;
    throw unsupported(file, 'use_sliding_window', use, 'attention over a sliding window');
  }
  // transformers' Llama class has no window; a folder that names one comes from other code.
  const absent = modelType === 'mistral' ? MISTRAL_SLIDING_WINDOW : null;
  const window = json['sliding_window'] === undefined ? absent : json['sliding_window'];
  if (window === null || (typeof window === 'number' && window >= maxPositions)) return;
  throw unsupported(file, 'sliding_window', window, 'attention over a sliding window');
}

function parseHeads(
  raw: z.infer<typeof fields>,
  file: string,
): Pick<ModelConfig, 'heads' | 'keyValueHeads' | 'headDim'> {
  const heads = raw.num_attention_heads;
  const keyValueHeads = raw.num_key_value_heads ?? heads;
  const headDim = raw.head_dim ?? raw.hidden_size / heads;
  if (!Number.isInteger(headDim)) {
    throw sizes(
      file,
      'head_dim',
      `head_dim is absent and hidden_size ${raw.hidden_size} is not a multiple of num_attention_heads ${heads}`,
    );
  }
  if (headDim % 2 !== 0) throw sizes(file, 'head_dim', `head_dim ${headDim} is odd, and RoPE turns pairs`);
  if (headDim > 256) throw sizes(file, 'head_dim', `head_dim ${headDim} is above the 256 that the kernels support`);
  if (heads % keyValueHeads !== 0) {
    throw sizes(
      file,
      'num_key_value_heads',
      `num_attention_heads ${heads} is not a multiple of num_key_value_heads ${keyValueHeads}`,
    );
  }
  return { heads, keyValueHeads, headDim };
}

function sizes(file: string, field: string, problem: string): TokamarkError {
  return new TokamarkError({
    code: 'config',
    message: `${file}: ${problem}.`,
    where: field,
    remedy: `Correct ${field}, or choose another model.`,
  });
}

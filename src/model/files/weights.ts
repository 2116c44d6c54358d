/**
 * The tensors of a Llama-architecture folder by meaning, checked against its config when it is opened. Every matrix is
 * row-major [out, in], f32. Not the upload to the GPU, nor any quantisation.
 */

import { TokamarkError } from '../../foundation/errors';
import type { ModelConfig } from '../config';
import type { Safetensors } from './safetensors';

export type Values = Float32Array<ArrayBuffer>;

/** A tensor of the file. It is read anew on every call: hold on to what is needed twice. */
export interface StoredTensor {
  /** As the file has it. */
  readonly name: string;
  /** @throws TokamarkError `weights` for one that is damaged */
  read(): Promise<Values>;
}

/** The tensors of a layer, by their names in it. */
export interface LlamaLayer {
  readonly weight: (part: LayerPart) => StoredTensor;
  /** Null where the model has none. */
  readonly bias: (part: LinearPart) => StoredTensor | null;
}

export interface LlamaTensors {
  /** (vocabSize, hiddenSize) */
  readonly embedding: StoredTensor;
  /** (vocabSize, hiddenSize); the embedding where the two are tied */
  readonly lmHead: StoredTensor;
  /** (hiddenSize) */
  readonly finalNorm: StoredTensor;
  layer(index: number): LlamaLayer;
}

const EMBEDDING = 'model.embed_tokens.weight';
const LM_HEAD = 'lm_head.weight';

/** Tables of RoPE frequencies that old folders store; the engine computes its own from config.json. */
const HARMLESS = /(^|\.)rotary_emb\.inv_freq$/;

/** Checks that the file holds exactly the tensors that `config` implies, each with its shape, and nothing that means another arithmetic. */
export async function openLlamaTensors(file: Safetensors, config: ModelConfig): Promise<LlamaTensors> {
  // A tied pair may be stored under either name.
  const embedding = config.tiedEmbeddings && !file.has(EMBEDDING) && file.has(LM_HEAD) ? LM_HEAD : EMBEDDING;
  const lmHead = config.tiedEmbeddings ? embedding : LM_HEAD;
  const shapes = expectedShapes(config).set(embedding, [config.vocabSize, config.hiddenSize]);
  if (!config.tiedEmbeddings) shapes.set(LM_HEAD, [config.vocabSize, config.hiddenSize]);
  for (const name of file.names()) refuseUnexpected(name, shapes, file.file, config);
  const held = new Set(file.names().map(layerOf));
  for (const [name, shape] of shapes) checkExpected(file, name, shape, { layers: config.layers, held });
  if (config.tiedEmbeddings && embedding === EMBEDDING && file.has(LM_HEAD)) await checkTied(file, config);

  const stored = (name: string): StoredTensor => ({
    name,
    read: async () => {
      const shape = shapes.get(name);
      if (shape !== undefined) return file.tensor(name, shape);
      throw new RangeError(`${name} is not a tensor of a model of ${config.layers} layers`);
    },
  });
  return {
    embedding: stored(embedding),
    lmHead: stored(lmHead),
    finalNorm: stored('model.norm.weight'),
    layer: (index) => ({
      weight: (part) => stored(`model.layers.${index}.${part}.weight`),
      bias: (part) => {
        const name = `model.layers.${index}.${part}.bias`;
        return shapes.has(name) ? stored(name) : null;
      },
    }),
  };
}

/** Of each weight of a layer: a norm's length, or a matrix' [out, in]. */
function layerShapes({ hiddenSize, heads, keyValueHeads, headDim, intermediateSize }: ModelConfig) {
  return {
    input_layernorm: [hiddenSize],
    'self_attn.q_proj': [heads * headDim, hiddenSize],
    'self_attn.k_proj': [keyValueHeads * headDim, hiddenSize],
    'self_attn.v_proj': [keyValueHeads * headDim, hiddenSize],
    'self_attn.o_proj': [hiddenSize, heads * headDim],
    post_attention_layernorm: [hiddenSize],
    'mlp.gate_proj': [intermediateSize, hiddenSize],
    'mlp.up_proj': [intermediateSize, hiddenSize],
    'mlp.down_proj': [hiddenSize, intermediateSize],
  } satisfies Record<string, readonly number[]>;
}

export type LayerPart = keyof ReturnType<typeof layerShapes>;

export const QKV = ['self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj'] as const;
const OUTPUT = ['self_attn.o_proj'] as const;
/** Those that may have a bias, one value a row. */
type LinearPart = (typeof QKV | typeof OUTPUT)[number];

/** Every tensor but the embedding and the LM head, which may be one. */
function expectedShapes(config: ModelConfig): Map<string, readonly number[]> {
  const weights = layerShapes(config);
  const biased = [...(config.qkvBias ? QKV : []), ...(config.outputBias ? OUTPUT : [])];
  const shapes = new Map<string, readonly number[]>([['model.norm.weight', [config.hiddenSize]]]);
  for (let index = 0; index < config.layers; index++) {
    const at = `model.layers.${index}`;
    for (const [part, shape] of Object.entries(weights)) shapes.set(`${at}.${part}.weight`, shape);
    for (const part of biased) shapes.set(`${at}.${part}.bias`, weights[part].slice(0, 1));
  }
  return shapes;
}

function checkExpected(
  file: Safetensors,
  name: string,
  shape: readonly number[],
  { layers, held }: { readonly layers: number; readonly held: ReadonlySet<number | null> },
): void {
  if (name === LM_HEAD && !file.has(name)) {
    throw contradiction(
      `${file.file} holds no ${LM_HEAD}, but config.json says that it is not tied to the embedding (tie_word_embeddings is false or absent)`,
      LM_HEAD,
      'If the model was saved with tied embeddings, set tie_word_embeddings to true; else download the weights again.',
    );
  }
  const layer = layerOf(name);
  if (layer !== null && !held.has(layer)) {
    throw contradiction(`${file.file} holds no layer ${layer} (${name}), but config.json says ${layers} layers`, name);
  }
  file.check(name, shape);
}

function refuseUnexpected(
  name: string,
  shapes: ReadonlyMap<string, readonly number[]>,
  file: string,
  config: ModelConfig,
): void {
  if (shapes.has(name) || HARMLESS.test(name) || (name === LM_HEAD && config.tiedEmbeddings)) return;
  const layer = layerOf(name);
  if (layer !== null && layer >= config.layers) {
    throw contradiction(`${file} holds ${name}, but config.json says ${config.layers} layers`, name);
  }
  if (/\.(q|k|v|o)_proj\.bias$/.test(name)) {
    throw contradiction(
      `${file} holds ${name}, but config.json implies no such bias (attention_bias)`,
      name,
      'Set attention_bias (or model_type, for Qwen2) as the model was trained, or take config.json again.',
    );
  }
  const meaning = /\.(q|k)_norm\./.test(name) ? ' (it normalises Q and K)' : '';
  throw contradiction(
    `${file} holds ${name}${meaning}, which plain Llama arithmetic does not use`,
    name,
    'Choose a model of plain Llama architecture, for instance SmolLM2-135M, Llama-3.2-1B or Qwen2.5-0.5B.',
  );
}

/** transformers 4 ties the two whatever the file holds, transformers 5 only where they are equal: a difference is refused. */
async function checkTied(file: Safetensors, config: ModelConfig): Promise<void> {
  const shape = [config.vocabSize, config.hiddenSize];
  const embedding = await file.tensor(EMBEDDING, shape);
  const head = await file.tensor(LM_HEAD, shape);
  if (head.every((value, index) => value === embedding[index])) return;
  throw contradiction(
    `config.json says tie_word_embeddings, but ${LM_HEAD} in ${file.file} differs from ${EMBEDDING}`,
    LM_HEAD,
    'Set tie_word_embeddings to false if the model was trained so, or remove lm_head.weight from the file.',
  );
}

function layerOf(name: string): number | null {
  const match = /^model\.layers\.(\d+)\./.exec(name);
  return match === null ? null : Number(match[1]);
}

function contradiction(problem: string, where: string, remedy?: string): TokamarkError {
  return new TokamarkError({
    code: 'weights',
    message: `${problem}.`,
    where,
    remedy: remedy ?? 'Check that config.json and the weights come from the same model, then download both again.',
  });
}

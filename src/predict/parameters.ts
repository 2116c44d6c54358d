/** How many parameters a published model has, in all and as a token of decode reads them, computed from its shape. */
import type { Architecture, PublishedModel } from './published-models';

/** What a model has beside its matrices, in each layer: norms, biases and sinks. */
export const layerVectors = (model: PublishedModel): number =>
  VECTORS[model.architecture]({
    hidden: model.hiddenSize,
    queries: model.heads * model.headDim,
    keys: model.keyValueHeads * model.headDim,
    head: model.headDim,
    heads: model.heads,
  });

interface Widths {
  readonly hidden: number;
  readonly queries: number;
  /** As many as values. */
  readonly keys: number;
  readonly head: number;
  readonly heads: number;
}

const twoNorms = ({ hidden }: Widths): number => 2 * hidden;
const withHeadNorms = ({ hidden, head }: Widths): number => 2 * hidden + 2 * head;

const VECTORS: Readonly<Record<Architecture, (widths: Widths) => number>> = {
  llama: twoNorms,
  mistral: twoNorms,
  phi3: twoNorms,
  smollm3: twoNorms,
  mixtral: twoNorms,
  qwen2: ({ hidden, queries, keys }) => 2 * hidden + queries + 2 * keys,
  qwen3: withHeadNorms,
  'qwen3-moe': withHeadNorms,
  gemma3: ({ hidden, head }) => 4 * hidden + 2 * head,
  olmo2: ({ hidden, queries, keys }) => 2 * hidden + queries + keys,
  'gpt-oss': ({ hidden, queries, keys, heads }) => 2 * hidden + queries + 2 * keys + hidden + heads,
};

/** Biases of one expert, and of what chooses among experts. */
const expertBiases = ({ architecture, intermediateSize, hiddenSize }: PublishedModel): number =>
  architecture === 'gpt-oss' ? 2 * intermediateSize + hiddenSize : 0;
const routerBiases = ({ architecture, experts }: PublishedModel): number =>
  architecture === 'gpt-oss' ? (experts?.count ?? 0) : 0;

/** Of one expert; of all of the feed-forward part where there are none. */
export const expertParameters = (model: PublishedModel): number =>
  3 * model.hiddenSize * model.intermediateSize + expertBiases(model);

/** Of the matrices of attention in one layer. */
const attentionParameters = ({ hiddenSize, heads, keyValueHeads, headDim }: PublishedModel): number =>
  hiddenSize * headDim * (2 * heads + 2 * keyValueHeads);

export const routerParameters = (model: PublishedModel): number =>
  model.experts === null ? 0 : model.hiddenSize * model.experts.count + routerBiases(model);

/** @param experts that count in each layer */
function parametersWith(model: PublishedModel, experts: number): number {
  const layer =
    attentionParameters(model) + layerVectors(model) + routerParameters(model) + experts * expertParameters(model);
  const vocabulary = model.vocabSize * model.hiddenSize * (model.tiedEmbeddings ? 1 : 2);
  return model.layers * layer + vocabulary + model.hiddenSize;
}

export const parametersOf = (model: PublishedModel): number => parametersWith(model, model.experts?.count ?? 1);

/** That a token of decode reads. */
export const activeParametersOf = (model: PublishedModel): number =>
  parametersWith(model, model.experts?.perToken ?? 1) - (model.tiedEmbeddings ? 0 : model.vocabSize * model.hiddenSize);

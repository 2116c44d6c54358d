/** The weights of a model on the GPU, by meaning; Q|K|V and gate|up are one matrix each. Not where they come from. */
import { bytes, type Bytes } from '../../foundation/units';
import type { StoredFormat } from '../../kernels/format';
import type { Recipe, TensorRole } from '../../kernels/recipe';
import type { GpuMatrix } from '../../kernels/matrix/gpu-matrix';
import { matrixBytes } from '../../kernels/matrix/layout';
import type { ModelConfig, ModelSizes } from '../config';
import type { TensorLoss } from './range';

export interface LayerWeights {
  /** (hiddenSize padded) f32 */
  readonly inputNorm: GPUBuffer;
  /** ((heads + 2 keyValueHeads) * headDim, hiddenSize) */
  readonly qkv: GpuMatrix;
  /** f32; null where the model has none */
  readonly qkvBias: GPUBuffer | null;
  /** (hiddenSize, heads * headDim) */
  readonly output: GpuMatrix;
  readonly outputBias: GPUBuffer | null;
  readonly postNorm: GPUBuffer;
  /** (2 * intermediateSize, hiddenSize) */
  readonly gateUp: GpuMatrix;
  /** (hiddenSize, intermediateSize) */
  readonly down: GpuMatrix;
}

export interface ModelWeights {
  readonly config: ModelConfig;
  readonly recipe: Recipe;
  /** (vocabSize, hiddenSize) */
  readonly embedding: GpuMatrix;
  /** The embedding itself where the two are tied. */
  readonly lmHead: GpuMatrix;
  readonly finalNorm: GPUBuffer;
  readonly layers: readonly LayerWeights[];
  /** What the format's range took from each tensor that lost anything; none of synthetic weights, which are made in range. */
  readonly losses: readonly TensorLoss[];
}

/** @param layer of the matrices of layers @throws RangeError where there is none */
export function matrixAt(
  weights: Pick<ModelWeights, 'embedding' | 'lmHead' | 'layers'>,
  role: TensorRole,
  layer: number | null,
): GpuMatrix {
  if (role === 'embedding' || role === 'lmHead') return weights[role];
  const found = layer === null ? undefined : weights.layers[layer];
  if (found === undefined) throw new RangeError(`there is no ${role} of layer ${layer ?? 'none'}`);
  return found[role];
}

interface StoredBy<F extends StoredFormat> {
  readonly weights: Readonly<Record<TensorRole, F>>;
}

/** The shapes of a layer's four matrices by a recipe. */
export function layerShapes<F extends StoredFormat>(config: ModelSizes, { weights }: StoredBy<F>) {
  const { hiddenSize, heads, keyValueHeads, headDim, intermediateSize } = config;
  const shape = (format: F, rows: number, columns: number) => ({ format, rows, columns });
  return {
    qkv: shape(weights.qkv, (heads + 2 * keyValueHeads) * headDim, hiddenSize),
    output: shape(weights.output, hiddenSize, heads * headDim),
    gateUp: shape(weights.gateUp, 2 * intermediateSize, hiddenSize),
    down: shape(weights.down, hiddenSize, intermediateSize),
  };
}

/** The shape of the embedding, or of the LM head. */
export const vocabularyShape = <F extends StoredFormat>(
  config: ModelSizes,
  { weights }: StoredBy<F>,
  role: 'embedding' | 'lmHead',
) => ({
  format: weights[role],
  rows: config.vocabSize,
  columns: config.hiddenSize,
});

function matrices({ embedding, lmHead, layers }: ModelWeights): GpuMatrix[] {
  const own = lmHead === embedding ? [embedding] : [embedding, lmHead];
  return [...own, ...layers.flatMap(({ qkv, output, gateUp, down }) => [qkv, output, gateUp, down])];
}

function vectors({ finalNorm, layers }: ModelWeights): GPUBuffer[] {
  const ofLayers = layers.flatMap(({ inputNorm, postNorm, qkvBias, outputBias }) => [
    inputNorm,
    postNorm,
    qkvBias,
    outputBias,
  ]);
  return [finalNorm, ...ofLayers].filter((buffer) => buffer !== null);
}

/** Bytes that the matrices of a model take, before any is made. */
export function expectedWeightBytes(config: ModelSizes, recipe: Recipe): Bytes {
  const layer = Object.values(layerShapes(config, recipe)).reduce((sum, shape) => sum + matrixBytes(shape), 0);
  const embedding = matrixBytes(vocabularyShape(config, recipe, 'embedding'));
  const head = config.tiedEmbeddings ? 0 : matrixBytes(vocabularyShape(config, recipe, 'lmHead'));
  return bytes(config.layers * layer + embedding + head);
}

/** Bytes of all weights in memory, padding and scales included. */
export const weightBytes = (weights: ModelWeights): Bytes =>
  bytes(
    matrices(weights).reduce((sum, matrix) => sum + matrix.bytes, 0) +
      vectors(weights).reduce((sum, buffer) => sum + buffer.size, 0),
  );

/**
 * Bytes that one token of decode reads: every matrix once, except the embedding, of which it reads one row; the LM head whole,
 * also where it is the embedding.
 */
export function weightBytesPerToken(weights: ModelWeights): Bytes {
  const row = weights.embedding.bytes / weights.embedding.shape.rows;
  const tied = weights.lmHead === weights.embedding;
  return bytes(weightBytes(weights) - (tied ? 0 : weights.embedding.bytes) + row);
}

/** What a published model takes in memory by one of our recipes, what a token of decode reads of it, and what a prompt computes. */
import { bytes, flops, type Bytes, type Flops } from '../foundation/units';
import { cacheBytes, cacheBytesRead } from '../kernels/cache/layout';
import { matrixBytes } from '../kernels/matrix/layout';
import type { Recipe } from '../kernels/recipe';
import { layerShapes, vocabularyShape } from '../model/weights/weights';
import { expertParameters, layerVectors, routerParameters } from './parameters';
import type { PublishedModel } from './published-models';

/** Norms and biases are stored in f32. */
const VECTOR_ELEMENT = 4;

/** @param experts that count in each layer */
function layerBytes(model: PublishedModel, recipe: Recipe, experts: number): number {
  const { qkv, output, gateUp, down } = layerShapes(model, recipe);
  const router = { format: recipe.weights.gateUp, rows: model.experts?.count ?? 0, columns: model.hiddenSize };
  return (
    matrixBytes(qkv) +
    matrixBytes(output) +
    experts * (matrixBytes(gateUp) + matrixBytes(down)) +
    (model.experts === null ? 0 : matrixBytes(router)) +
    VECTOR_ELEMENT * (layerVectors(model) + extraBiases(model, experts))
  );
}

/** Beside what each layer has: of the experts, and of what chooses among them. */
const extraBiases = (model: PublishedModel, experts: number): number =>
  experts * (expertParameters(model) - 3 * model.hiddenSize * model.intermediateSize) +
  (model.experts === null ? 0 : routerParameters(model) - model.hiddenSize * model.experts.count);

const vocabularyBytes = (model: PublishedModel, recipe: Recipe, role: 'embedding' | 'lmHead'): number =>
  matrixBytes(vocabularyShape(model, recipe, role));

/** All weights, padding and scales included. */
export function weightBytesOf(model: PublishedModel, recipe: Recipe): Bytes {
  const head = model.tiedEmbeddings ? 0 : vocabularyBytes(model, recipe, 'lmHead');
  return bytes(
    model.layers * layerBytes(model, recipe, model.experts?.count ?? 1) +
      vocabularyBytes(model, recipe, 'embedding') +
      head +
      VECTOR_ELEMENT * model.hiddenSize,
  );
}

/** Keys and values of all layers, with room for `positions`. */
export const cacheBytesOf = (model: PublishedModel, positions: number): Bytes =>
  bytes(2 * model.layers * cacheBytes({ ...model, capacity: positions }, 1));

/** Weights that a token of decode reads: of an untied embedding one row, and of experts those that it passes through. */
export function weightBytesReadOf(model: PublishedModel, recipe: Recipe): Bytes {
  const embedding = vocabularyBytes(model, recipe, 'embedding');
  const head = model.tiedEmbeddings ? embedding : vocabularyBytes(model, recipe, 'lmHead');
  return bytes(
    model.layers * layerBytes(model, recipe, model.experts?.perToken ?? 1) +
      head +
      embedding / model.vocabSize +
      VECTOR_ELEMENT * model.hiddenSize,
  );
}

/** All that a token of decode reads that sees `context` positions, in every layer: sliding windows are not counted as shorter. */
export const bytesPerTokenOf = (model: PublishedModel, recipe: Recipe, context: number): Bytes =>
  bytes(weightBytesReadOf(model, recipe) + model.layers * cacheBytesRead(model, context));

/** A multiplication and an addition. */
const PER_WEIGHT = 2;

/** Of the sizes that a model's matrices have; another's as well as a published one's. */
export type PromptSizes = Pick<
  PublishedModel,
  'hiddenSize' | 'layers' | 'heads' | 'keyValueHeads' | 'headDim' | 'intermediateSize' | 'vocabSize' | 'experts'
>;

/** What a prompt of `tokens` computes until its first token: each layer for all of them, attention, and the LM head for the last. */
export function promptFlops(model: PromptSizes, tokens: number): Flops {
  const { hiddenSize, layers, heads, keyValueHeads, headDim, intermediateSize, vocabSize, experts } = model;
  const projections = hiddenSize * headDim * (2 * heads + 2 * keyValueHeads);
  const feedForward = 3 * hiddenSize * intermediateSize * (experts?.perToken ?? 1);
  const router = hiddenSize * (experts?.count ?? 0);
  const seen = (tokens * (tokens + 1)) / 2;
  const attention = 2 * heads * headDim * seen;
  return flops(
    PER_WEIGHT * (layers * (tokens * (projections + feedForward + router) + attention) + hiddenSize * vocabSize),
  );
}

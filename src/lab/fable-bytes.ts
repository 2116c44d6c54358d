/** What Fable takes in memory, and what a token of it reads there, as the engine counts it (model/weights/weights.ts): no GPU, no measurement. */
import { bytes, type Bytes } from '../foundation/units';
import { FORMATS } from '../kernels/format';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import { shapeNamed } from '../model/shapes';
import { expectedWeightBytes, vocabularyShape } from '../model/weights/weights';
import { bitsPerWeight, CHOICE_OF, type Choice } from './choice';

const F32 = 4;
const FABLE = shapeNamed('Fable');

/** Of the matrices in memory, scales included. */
export interface FableSize {
  readonly matrices: Bytes;
  /** Of a weight, in the mean. */
  readonly bitsPerWeight: number;
}

export interface FableBytes extends FableSize {
  /** Of all that one token of decode reads of the weights: matrices, norms and a row of the embedding. */
  readonly perToken: Bytes;
}

export function fableBytes(format: ModelFormat): FableBytes {
  const recipe = RECIPES[format];
  const matrices = expectedWeightBytes(FABLE, recipe);
  const norms = (2 * FABLE.layers + 1) * FABLE.hiddenSize * F32;
  const row = (FABLE.hiddenSize * FORMATS[vocabularyShape(FABLE, recipe, 'embedding').format].bits) / 8;
  return { ...sizeOf(matrices), perToken: bytes(matrices + norms + row) };
}

/** With the linear layers at a choice and the embedding in INT8, as the product's 4-bit formats have it. */
export function fableSize(choice: Choice): FableSize {
  const embedding = FABLE.vocabSize * FABLE.hiddenSize;
  const linear = WEIGHTS - embedding;
  return sizeOf(bytes((linear * bitsPerWeight(choice) + embedding * bitsPerWeight(CHOICE_OF.int8)) / 8));
}

const WEIGHTS = expectedWeightBytes(FABLE, RECIPES.fp16) / 2;

const sizeOf = (matrices: Bytes): FableSize => ({ matrices, bitsPerWeight: (8 * matrices) / WEIGHTS });

/** What a token of Fable reads from memory in each format, exactly as the engine counts it (model/weights/weights.ts): no GPU, no measurement. */
import { bytes, type Bytes } from '../foundation/units';
import { FORMATS } from '../kernels/format';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import { SHAPES } from '../model/shapes';
import { expectedWeightBytes, vocabularyShape } from '../model/weights/weights';

const F32 = 4;

export interface FableBytes {
  /** Of the matrices in memory, scales included. */
  readonly matrices: Bytes;
  /** Of all that one token of decode reads of the weights: matrices, norms and a row of the embedding. */
  readonly perToken: Bytes;
  /** Of a weight of the matrices, in the mean. */
  readonly bitsPerWeight: number;
}

export function fableBytes(format: ModelFormat): FableBytes {
  const shape = SHAPES.find(({ name }) => name === 'Fable');
  if (shape === undefined) throw new Error('Fable is among the shapes.');
  const recipe = RECIPES[format];
  const matrices = expectedWeightBytes(shape, recipe);
  const norms = (2 * shape.layers + 1) * shape.hiddenSize * F32;
  const row = (shape.hiddenSize * FORMATS[vocabularyShape(shape, recipe, 'embedding').format].bits) / 8;
  const weights = expectedWeightBytes(shape, RECIPES.fp16) / 2;
  return { matrices, perToken: bytes(matrices + norms + row), bitsPerWeight: (8 * matrices) / weights };
}

/**
 * Rounds a whole tensor as a choice says, block by block along its rows, and sums up what was lost. The values are those of
 * roundBlock(), in plain loops: a model has millions of weights.
 */
import type { Reconstruction } from '../kernels/matrix/reconstruction';
import { blockScale, levelsOf, tensorScaleOf, type BlockScale, type Span } from './block-scale';
import { blockOf, type Choice } from './choice';

export interface RoundedTensor {
  /** (rows, columns) row-major */
  readonly values: Float64Array;
  readonly error: Reconstruction;
}

/** @param tensor (rows, columns) row-major; a row's last block is shorter where the columns are no multiple of the block */
export function roundTensor(choice: Choice, tensor: Float32Array, columns: number): RoundedTensor {
  const values = new Float64Array(tensor.length);
  const tensorScale = choice.kind === 'nvfp4' ? tensorScaleOf(tensor) : 1;
  const size = blockOf(choice);
  const levels = choice.kind === 'integer' ? levelsOf(choice) : null;
  for (let row = 0; row < tensor.length; row += columns) {
    for (let from = row; from < row + columns; from += size) {
      const block = { from, to: Math.min(from + size, row + columns) };
      const scale = blockScale(choice, tensor, block, tensorScale);
      // Nothing was written there: zeros.
      if (scale.scale === 0) continue;
      if (levels === null) toFloats(tensor, values, block, scale);
      else toIntegers(tensor, values, block, { ...scale, levels });
    }
  }
  return { values, error: errorOf(tensor, values) };
}

function toIntegers(
  tensor: Float32Array,
  values: Float64Array,
  { from, to }: Span,
  { scale, zeroPoint, levels }: BlockScale & { readonly levels: readonly [number, number] },
): void {
  const [first, last] = levels;
  for (let k = from; k < to; k++) {
    const level = Math.round((tensor[k] ?? 0) / scale) + zeroPoint;
    // Adding zero takes the sign of a zero away.
    values[k] = scale * ((level < first ? first : level > last ? last : level) - zeroPoint) + 0;
  }
}

function toFloats(tensor: Float32Array, values: Float64Array, { from, to }: Span, { scale }: BlockScale): void {
  for (let k = from; k < to; k++) {
    const exact = (tensor[k] ?? 0) / scale;
    values[k] = scale * (exact < 0 ? -nearestE2m1(-exact) : nearestE2m1(exact)) + 0;
  }
}

/** Of a magnitude: the code with an even mantissa where two are as near. */
function nearestE2m1(magnitude: number): number {
  if (magnitude < 0.75) return magnitude <= 0.25 ? 0 : 0.5;
  if (magnitude < 1.75) return magnitude <= 1.25 ? 1 : 1.5;
  if (magnitude < 3.5) return magnitude <= 2.5 ? 2 : 3;
  return magnitude <= 5 ? 4 : 6;
}

/** What rounding has cost these weights. */
export function errorOf(weights: Float32Array, rounded: Float64Array): Reconstruction {
  let squaredError = 0;
  let squaredValue = 0;
  let largestError = 0;
  for (let k = 0; k < weights.length; k++) {
    const value = weights[k] ?? 0;
    const error = Math.abs(value - (rounded[k] ?? 0));
    squaredError += error * error;
    squaredValue += value * value;
    if (error > largestError) largestError = error;
  }
  return { weights: weights.length, squaredError, squaredValue, largestError };
}

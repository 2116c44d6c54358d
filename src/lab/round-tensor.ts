/** Rounds a whole tensor as a choice says, block by block along its rows, and sums up what was lost. */
import { together, type Reconstruction } from '../kernels/matrix/reconstruction';
import { blockOf, type Choice } from './choice';
import { roundBlock, tensorScaleOf } from './round-block';

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
  const errors: Reconstruction[] = [];
  for (let row = 0; row < tensor.length; row += columns) {
    for (let from = row; from < row + columns; from += size) {
      const block = tensor.subarray(from, Math.min(from + size, row + columns));
      const rounded = roundBlock(choice, block, tensorScale).values;
      values.set(rounded, from);
      errors.push(errorOf(block, rounded));
    }
  }
  return { values, error: together(errors) };
}

/** What rounding has cost these weights. */
export function errorOf(weights: Float32Array, rounded: Float64Array): Reconstruction {
  let [squaredError, squaredValue, largestError] = [0, 0, 0];
  weights.forEach((value, k) => {
    const error = Math.abs(value - (rounded[k] ?? 0));
    squaredError += error * error;
    squaredValue += value * value;
    largestError = Math.max(largestError, error);
  });
  return { weights: weights.length, squaredError, squaredValue, largestError };
}

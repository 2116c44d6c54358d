/** How far packed weights are from the values that they stand for. Sums, so that shards and tensors add up; no units, no texts. */
import { BLOCK, blocksOf, type PackedMatrix } from './layout';
import { unpackBlock } from './unpack';

export interface Reconstruction {
  readonly weights: number;
  /** Σ (w - q(w))² */
  readonly squaredError: number;
  /** Σ w² */
  readonly squaredValue: number;
  /** max |w - q(w)| */
  readonly largestError: number;
}

export const NO_WEIGHTS: Reconstruction = { weights: 0, squaredError: 0, squaredValue: 0, largestError: 0 };

/**
 * @param values the whole matrix, (rows, columns) row-major
 * @param rowStart row of `values` that is the first of `matrix`
 */
export function reconstruct(matrix: PackedMatrix, values: Float32Array, rowStart: number): Reconstruction {
  const { rows, columns } = matrix.shape;
  const unpacked = new Float64Array(BLOCK);
  let squaredError = 0;
  let squaredValue = 0;
  let largestError = 0;
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocksOf(matrix.shape); block++) {
      unpackBlock(matrix, row, block, unpacked);
      const from = (rowStart + row) * columns + block * BLOCK;
      const length = Math.min(BLOCK, columns - block * BLOCK);
      for (let k = 0; k < length; k++) {
        const value = values[from + k] ?? 0;
        const error = Math.abs(value - (unpacked[k] ?? 0));
        squaredError += error * error;
        squaredValue += value * value;
        // Written so that NaN stays.
        if (!(error <= largestError)) largestError = error;
      }
    }
  }
  return { weights: rows * columns, squaredError, squaredValue, largestError };
}

export const together = (parts: readonly Reconstruction[]): Reconstruction =>
  parts.reduce(
    (sum, part) => ({
      weights: sum.weights + part.weights,
      squaredError: sum.squaredError + part.squaredError,
      squaredValue: sum.squaredValue + part.squaredValue,
      largestError: Math.max(sum.largestError, part.largestError),
    }),
    NO_WEIGHTS,
  );

/** ‖W - Q(W)‖ / ‖W‖; 0 where all is zero. */
export const relativeRms = ({ squaredError, squaredValue }: Reconstruction): number =>
  squaredError === 0 ? 0 : Math.sqrt(squaredError / squaredValue);

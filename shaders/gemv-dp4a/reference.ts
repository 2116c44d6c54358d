/** One row of y = W x where x is levels and scales, in float64: the product of a block is an exact integer times two scales. */
import { BLOCK } from '../../src/kernels/matrix/layout';
import type { Sum } from '../gemv/reference';
import type { Rounded } from '../quantise-activations/reference';

/**
 * @param row of W, scale times level
 * @returns also the magnitudes of the blocks' products, summed: within a block nothing is rounded, so that only these count
 */
export function blockedDot(row: ArrayLike<number>, { levels, scales }: Rounded): Sum {
  let value = 0;
  let size = 0;
  scales.forEach((scale, block) => {
    let product = 0;
    for (let k = block * BLOCK; k < (block + 1) * BLOCK; k++) product += (row[k] ?? 0) * (levels[k] ?? 0);
    value += product * scale;
    size += Math.abs(product * scale);
  });
  return { value, size };
}

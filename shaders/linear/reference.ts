/** One row of y = W x in float64; also the size of the numbers summed, by which an error is judged. */
import { BLOCK } from '../../src/kernels/matrix/layout';
import type { Rounded } from '../quantise-activations/reference';

export interface Sum {
  readonly value: number;
  /** Sum of the magnitudes of the products. */
  readonly size: number;
}

/** @param row of W; @param x of the same length or longer (padding) */
export function dotReference(row: ArrayLike<number>, x: ArrayLike<number>): Sum {
  let value = 0;
  let size = 0;
  for (let k = 0; k < row.length; k++) {
    const product = (row[k] ?? 0) * (x[k] ?? 0);
    value += product;
    size += Math.abs(product);
  }
  return { value, size };
}

/**
 * x as levels and scales: the product of a block is an exact integer times two scales.
 *
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

/** silu(gate) * up of two sums; its size bounds what errors in them come to, since silu changes by at most 1.1 of its argument. */
export function swigluOfSums(gate: Sum, up: Sum): Sum {
  const silu = gate.value / (1 + Math.exp(-gate.value));
  const size = 1.1 * gate.size * Math.abs(up.value) + Math.abs(silu) * up.size;
  return { value: silu * up.value, size: size + 1e-6 };
}

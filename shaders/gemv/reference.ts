/** y = W x in float64, one row at a time; also the size of the numbers summed, by which an error is judged. */
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

/** silu(gate) * up of two sums; its size bounds what errors in them come to, since silu changes by at most 1.1 of its argument. */
export function swigluOfSums(gate: Sum, up: Sum): Sum {
  const silu = gate.value / (1 + Math.exp(-gate.value));
  const size = 1.1 * gate.size * Math.abs(up.value) + Math.abs(silu) * up.size;
  return { value: silu * up.value, size: size + 1e-6 };
}

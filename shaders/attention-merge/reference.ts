/** Partial attention results put together in float64: each split's values count by its share of the weights. */
export interface Split {
  /** Largest score of the split's keys. */
  readonly maximum: number;
  /** Sum of exp(score − maximum) over them. */
  readonly weight: number;
  /** (headDim): values so weighted and summed. */
  readonly values: ArrayLike<number>;
}

export function mergeReference(splits: readonly Split[], headDim: number): Float64Array {
  const high = splits.reduce((most, split) => Math.max(most, split.maximum), -Infinity);
  const shares = splits.map((split) => Math.exp(split.maximum - high));
  const weight = splits.reduce((sum, split, s) => sum + split.weight * (shares[s] ?? 0), 0);
  return Float64Array.from(
    { length: headDim },
    (_, d) => splits.reduce((sum, split, s) => sum + (split.values[d] ?? 0) * (shares[s] ?? 0), 0) / weight,
  );
}

/** Causal attention of one query head in float64 (Vaswani et al. 2017, arXiv 1706.03762). */

export interface AttentionOutput {
  /** (headDim) */
  readonly values: Float64Array;
  /** (headDim): the same sum over magnitudes, by which errors are judged */
  readonly sizes: Float64Array;
}

/**
 * @param query (headDim)
 * @param keys (count, headDim) and values alike: everything that the query may look at
 */
export function attentionReference(
  query: ArrayLike<number>,
  keys: readonly ArrayLike<number>[],
  values: readonly ArrayLike<number>[],
): AttentionOutput {
  const headDim = query.length;
  const scores = keys.map((key) => {
    let sum = 0;
    for (let d = 0; d < headDim; d++) sum += (query[d] ?? 0) * (key[d] ?? 0);
    return sum / Math.sqrt(headDim);
  });
  const high = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const weights = scores.map((score) => Math.exp(score - high));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const out = { values: new Float64Array(headDim), sizes: new Float64Array(headDim) };
  weights.forEach((weight, j) => {
    for (let d = 0; d < headDim; d++) {
      const term = (weight / total) * (values[j]?.[d] ?? 0);
      out.values[d] = (out.values[d] ?? 0) + term;
      out.sizes[d] = (out.sizes[d] ?? 0) + Math.abs(term);
    }
  });
  return out;
}

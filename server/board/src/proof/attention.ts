/** Causal attention over all positions of a pass, of Q|K|V as one matrix has made them. */
import { cachedValue } from '../../../../src/kernels/cache/reference';
import type { ModelConfig } from '../../../../src/model/config';

type Heads = Pick<ModelConfig, 'heads' | 'keyValueHeads' | 'headDim'>;

/**
 * Turns queries and keys to their positions, and rounds keys and values to binary16, in which the product's cache holds them.
 * @param qkv (positions, heads + 2 keyValueHeads, headDim), changed in place
 * @param turns (positions, headDim / 2, 2): cosine and sine
 */
export function turnAndStore(
  { heads, keyValueHeads, headDim }: Heads,
  qkv: Float32Array,
  turns: Float32Array,
  positions: number,
): void {
  const half = headDim / 2;
  const width = (heads + 2 * keyValueHeads) * headDim;
  const turned = heads + keyValueHeads;
  for (let position = 0; position < positions; position++) {
    for (let head = 0; head < turned; head++) {
      const at = position * width + head * headDim;
      for (let i = 0; i < half; i++) {
        const cosine = turns[position * headDim + 2 * i] ?? 0;
        const sine = turns[position * headDim + 2 * i + 1] ?? 0;
        const first = qkv[at + i] ?? 0;
        const second = qkv[at + half + i] ?? 0;
        qkv[at + i] = first * cosine - second * sine;
        qkv[at + half + i] = second * cosine + first * sine;
      }
    }
    for (let i = heads * headDim; i < width; i++) {
      qkv[position * width + i] = cachedValue(qkv[position * width + i] ?? 0);
    }
  }
}

/** @param qkv as turnAndStore leaves it @param out (positions, heads, headDim), written */
export function attend(
  { heads, keyValueHeads, headDim }: Heads,
  qkv: Float32Array,
  out: Float32Array,
  positions: number,
): void {
  const width = (heads + 2 * keyValueHeads) * headDim;
  const scores = new Float64Array(positions);
  const sums = new Float64Array(headDim);
  for (let head = 0; head < heads; head++) {
    const shared = Math.floor((head * keyValueHeads) / heads);
    const keys = (heads + shared) * headDim;
    const values = keys + keyValueHeads * headDim;
    for (let position = 0; position < positions; position++) {
      const query = position * width + head * headDim;
      let high = -Infinity;
      for (let j = 0; j <= position; j++) {
        let score = 0;
        for (let d = 0; d < headDim; d++) score += (qkv[query + d] ?? 0) * (qkv[j * width + keys + d] ?? 0);
        score /= Math.sqrt(headDim);
        scores[j] = score;
        high = Math.max(high, score);
      }
      let total = 0;
      sums.fill(0);
      for (let j = 0; j <= position; j++) {
        const weight = Math.exp((scores[j] ?? 0) - high);
        total += weight;
        for (let d = 0; d < headDim; d++) sums[d] = (sums[d] ?? 0) + weight * (qkv[j * width + values + d] ?? 0);
      }
      for (let d = 0; d < headDim; d++) out[(position * heads + head) * headDim + d] = (sums[d] ?? 0) / total;
    }
  }
}

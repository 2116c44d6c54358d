/** Gumbel-max sampling in float64 (Gumbel 1954): argmax of logit / temperature + noise is a draw from the softmax. */
import { mix } from '../../src/kernels/random';

/**
 * The noise of `index` for the token at `position` of `sequence`: a function of the seed and these alone, so that a sequence draws
 * the same tokens alone and among others. mix(0) is 0: sequence 0 draws as if there were no others.
 */
export function gumbelNoise(seed: number, position: number, index: number, sequence = 0): number {
  const key = mix((seed ^ mix(sequence)) + mix(position));
  const bits = mix(mix(key ^ index) + Math.imul(0x9e3779b9, index + 1)) >>> 9;
  return -Math.log(-Math.log((bits + 0.5) * 2 ** -23));
}

/** Every index's logit / temperature + noise; the kernel takes the largest. */
export const sampleScores = (
  logits: ArrayLike<number>,
  temperature: number,
  noiseOf: (index: number) => number,
): Float64Array => Float64Array.from(logits, (logit, i) => logit / temperature + noiseOf(i));

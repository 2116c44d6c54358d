/** Random results of split attention, for the checks of what merges them. */
import type { CheckBench } from '../../src/kernels/check/bench';
import { activations } from '../../src/kernels/random';
import { cachedHead } from '../kv-append/reference';
import type { MergeShape } from './shape';
import { mergeReference, type Split } from './reference';

export interface PartialResults {
  readonly shape: MergeShape;
  /** (splits, heads, cached head) f32 */
  readonly sums: GPUBuffer;
  /** (splits, heads, 2) f32: maximum, sum of weights */
  readonly stats: GPUBuffer;
  /** (heads * headDim): what they come to, */
  readonly merged: Float64Array;
  /** and the same over magnitudes, by which errors are judged. */
  readonly sizes: Float64Array;
}

export function partialResults(bench: CheckBench, shape: MergeShape): PartialResults {
  const { heads, headDim, splits } = shape;
  const width = cachedHead(headDim);
  const sums = activations(splits * heads * width, 131);
  const stats = activations(splits * heads * 2, 132).map((value, i) => (i % 2 === 0 ? value : Math.abs(value) + 0.1));
  // The last split had no keys: nothing of it may count.
  const empty = splits - 1;
  sums.fill(0, empty * heads * width);
  for (let head = 0; head < heads; head++) stats.set([-3.4e38, 0], (empty * heads + head) * 2);
  const merged = new Float64Array(heads * headDim);
  const sizes = new Float64Array(heads * headDim);
  for (let head = 0; head < heads; head++) {
    const parts = Array.from({ length: splits }, (_, split): Split => {
      const at = split * heads + head;
      const values = sums.subarray(at * width, at * width + headDim);
      return { maximum: stats[at * 2] ?? NaN, weight: stats[at * 2 + 1] ?? NaN, values };
    });
    const magnitudes = parts.map((part) => ({ ...part, values: Float32Array.from(part.values, Math.abs) }));
    merged.set(mergeReference(parts, headDim), head * headDim);
    sizes.set(mergeReference(magnitudes, headDim), head * headDim);
  }
  return { shape, sums: bench.upload(sums), stats: bench.upload(stats), merged, sizes };
}

/** Random results of split attention, for the checks of the kernels that merge them. */
import { cachedHead } from '../../src/kernels/cache/layout';
import type { CheckBench } from '../../src/kernels/check/bench';
import { activations } from '../../src/kernels/random';
import type { MergeShape, SplitBuffers } from '.';
import { mergeReference, type Split } from './reference';

export interface PartialResults extends SplitBuffers {
  /** (rows, heads * headDim): what they come to, */
  readonly merged: Float64Array;
  /** and the same over magnitudes, by which errors are judged. */
  readonly sizes: Float64Array;
}

export function partialResults(bench: CheckBench, shape: MergeShape, rows = 1): PartialResults {
  const { heads, headDim, splits } = shape;
  const width = cachedHead(headDim);
  const all = rows * splits * heads;
  const sums = activations(all * width, 131);
  const stats = activations(all * 2, 132).map((value, i) => (i % 2 === 0 ? value : Math.abs(value) + 0.1));
  const merged = new Float64Array(rows * heads * headDim);
  const sizes = new Float64Array(rows * heads * headDim);
  for (let head = 0; head < rows * heads; head++) {
    const first = Math.floor(head / heads) * splits * heads + (head % heads);
    // The last split had no keys: nothing of it may count.
    const empty = first + (splits - 1) * heads;
    sums.fill(0, empty * width, (empty + 1) * width);
    stats.set([-3.4e38, 0], empty * 2);
    const parts = Array.from({ length: splits }, (_, split): Split => {
      const at = first + split * heads;
      const values = sums.subarray(at * width, at * width + headDim);
      return { maximum: stats[at * 2] ?? NaN, weight: stats[at * 2 + 1] ?? NaN, values };
    });
    const magnitudes = parts.map((part) => ({ ...part, values: Float32Array.from(part.values, Math.abs) }));
    merged.set(mergeReference(parts, headDim), head * headDim);
    sizes.set(mergeReference(magnitudes, headDim), head * headDim);
  }
  return { split_sums: bench.upload(sums), split_stats: bench.upload(stats), merged, sizes };
}

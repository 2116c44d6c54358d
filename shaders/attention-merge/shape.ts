/** What attention-merge is made for, and its buffers. */
export interface MergeShape {
  readonly heads: number;
  readonly headDim: number;
  readonly splits: number;
}

/** What split attention leaves behind. */
export interface SplitBuffers {
  /** (rows, splits, heads, cached head) f32 */
  readonly split_sums: GPUBuffer;
  /** (rows, splits, heads, 2) f32: maximum, sum of weights */
  readonly split_stats: GPUBuffer;
}

export interface MergeBuffers extends SplitBuffers {
  /** (rows, heads * headDim padded) f32 */
  readonly out: GPUBuffer;
}

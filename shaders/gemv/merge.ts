/** x of a GEMV as partial results of split attention, as attention leaves them (see attention-merge). */
import { padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { cachedHead } from '../kv-append/reference';

export interface MergeSource {
  readonly kind: 'merge';
  /** (splits, heads, cached head) f32 */
  readonly sums: GPUBuffer;
  /** (splits, heads, 2) f32: maximum, sum of weights */
  readonly stats: GPUBuffer;
  readonly splits: number;
  readonly heads: number;
  readonly headDim: number;
}

/** The override constants of the `merge` input in parts.ts. */
export const mergeConstants = (
  { splits, heads, headDim }: MergeSource,
  { columns }: Pick<MatrixShape, 'columns'>,
): Readonly<Record<string, number>> => ({
  SPLITS: splits,
  HEADS: heads,
  HEAD_DIM: headDim,
  HEAD_STRIDE: cachedHead(headDim),
  SPLIT_HEADS: splits * heads,
  X_QUADS: padded(columns) / 4,
});

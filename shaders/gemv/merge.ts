/** x of a GEMV as partial results of split attention, as attention leaves them (see attention-merge). */
import { padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { cachedHead } from '../../src/kernels/cache/layout';

export interface MergeInput {
  readonly kind: 'merge';
  readonly splits: number;
  readonly heads: number;
  readonly headDim: number;
}

export interface MergeSource extends MergeInput {
  /** (splits, heads, cached head) f32 */
  readonly sums: GPUBuffer;
  /** (splits, heads, 2) f32: maximum, sum of weights */
  readonly stats: GPUBuffer;
}

/** The override constants of the `merge` input in parts.ts. */
export const mergeConstants = (
  { splits, heads, headDim }: MergeInput,
  { columns }: Pick<MatrixShape, 'columns'>,
): Readonly<Record<string, number>> => ({
  SPLITS: splits,
  HEADS: heads,
  HEAD_DIM: headDim,
  HEAD_STRIDE: cachedHead(headDim),
  SPLIT_HEADS: splits * heads,
  X_QUADS: padded(columns) / 4,
});

/** Real blocks of a model's weights to show: an ordinary one, and those with the largest outliers. Always the same of a model. */
import type { TensorPlace } from './model-choice';
import type { Matrix } from './tensor-facts';

const BLOCK = 32;
/** Weights that the largest block of the lab holds. */
const AROUND = 256;
/** How many with an outlier. */
const OUTLIERS = 8;

export interface RealBlock extends TensorPlace {
  readonly tensor: string;
  readonly row: number;
  /** Of its first weight; a multiple of 32. */
  readonly column: number;
  /** Largest magnitude by the root mean square of the block. */
  readonly ratio: number;
  /** The largest magnitude of its tensor, which NVFP4 scales by. */
  readonly largest: number;
  /** (32) */
  readonly weights: readonly number[];
  /** What the row holds from a multiple of 256 on, this block among it, for larger blocks. (256), fewer at the end of a row */
  readonly around: readonly number[];
  /** Where the block begins in `around`. */
  readonly offset: number;
}

export interface RealBlocks {
  /** The median by `ratio`. */
  readonly ordinary: RealBlock;
  /** The highest by `ratio`, each of another tensor, the highest first. */
  readonly outliers: readonly RealBlock[];
}

/** Null of a model that has no block of 32 weights that are not all zero. */
export function findBlocks(matrices: readonly Matrix[]): RealBlocks | null {
  const all = matrices.map((matrix) => ({ matrix, ratios: ratiosOf(matrix) }));
  const sorted = Float64Array.from(all.flatMap(({ ratios }) => [...ratios].filter((ratio) => ratio > 0))).sort();
  const median = sorted[sorted.length >> 1];
  if (median === undefined) return null;
  const [ordinary] = all.flatMap(({ matrix, ratios }) => {
    const block = ratios.indexOf(median);
    return block < 0 ? [] : [blockAt(matrix, block, median)];
  });
  const highest = all.flatMap(({ matrix, ratios }) => {
    const ratio = ratios.reduce((most, one) => Math.max(most, one), 0);
    return ratio === 0 ? [] : [blockAt(matrix, ratios.indexOf(ratio), ratio)];
  });
  const outliers = highest.toSorted((a, b) => b.ratio - a.ratio).slice(0, OUTLIERS);
  return ordinary === undefined ? null : { ordinary, outliers };
}

const blocksPerRow = ({ columns }: Matrix): number => Math.floor(columns / BLOCK);

/** Of each whole block of 32, row by row; 0 of one of zeros. */
function ratiosOf(matrix: Matrix): Float64Array {
  const { rows, columns, values } = matrix;
  const perRow = blocksPerRow(matrix);
  const ratios = new Float64Array(rows * perRow);
  for (let block = 0; block < ratios.length; block++) {
    const from = Math.floor(block / perRow) * columns + (block % perRow) * BLOCK;
    let most = 0;
    let sum = 0;
    for (let k = from; k < from + BLOCK; k++) {
      const value = values[k] ?? 0;
      most = Math.max(most, Math.abs(value));
      sum += value * value;
    }
    ratios[block] = sum === 0 ? 0 : most / Math.sqrt(sum / BLOCK);
  }
  return ratios;
}

function blockAt(matrix: Matrix, block: number, ratio: number): RealBlock {
  const { name, role, layer, columns, values } = matrix;
  const row = Math.floor(block / blocksPerRow(matrix));
  const column = (block % blocksPerRow(matrix)) * BLOCK;
  const first = Math.floor(column / AROUND) * AROUND;
  const weights = (from: number, to: number) => [...values.subarray(row * columns + from, row * columns + to)];
  return {
    ...{ tensor: name, role, layer, row, column, ratio },
    weights: weights(column, column + BLOCK),
    around: weights(first, Math.min(first + AROUND, columns)),
    offset: column - first,
    largest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  };
}

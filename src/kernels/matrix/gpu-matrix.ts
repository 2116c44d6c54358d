/** A packed matrix in GPU memory, in as many shards of rows as the adapter's largest binding makes necessary. */
import type { GpuContext } from '../../device/context';
import { mostStorage } from '../../device/probe';
import { TokamarkError } from '../../foundation/errors';
import type { Granted } from '../kernel';
import { BLOCK, matrixBytes, padded, scaleCount, wordCount, type MatrixShape } from './layout';
import type { RowPacker } from './pack';

/** Rows [rowStart, rowStart + shape.rows) of a matrix. */
export interface ShardRows {
  readonly shape: MatrixShape;
  readonly rowStart: number;
}

export interface MatrixShard extends ShardRows {
  readonly words: GPUBuffer;
  /** Null at FP16. */
  readonly scales: GPUBuffer | null;
}

export interface GpuMatrix {
  readonly shape: MatrixShape;
  readonly shards: readonly MatrixShard[];
  /** Bytes that a pass over the whole matrix reads. */
  readonly bytes: number;
}

/** How a matrix is cut so that each shard's levels fit into one binding of `most` bytes; one shard where it fits whole. */
export function shardRows(shape: MatrixShape, most: number): readonly { rowStart: number; rows: number }[] {
  const bytesPerRow = (wordCount({ ...shape, rows: BLOCK }) * 4) / BLOCK;
  const rowsPerShard = Math.floor(most / bytesPerRow / BLOCK) * BLOCK;
  if (rowsPerShard === 0) {
    throw new TokamarkError({
      code: 'too-large',
      message: `${BLOCK} rows of a matrix with ${shape.columns} columns at ${shape.format} exceed a binding of ${most} bytes.`,
      where: `matrix ${shape.rows}x${shape.columns}`,
      remedy: 'Choose a smaller shape.',
    });
  }
  const count = Math.ceil(padded(shape.rows) / rowsPerShard);
  return Array.from({ length: count }, (_, i) => ({
    rowStart: i * rowsPerShard,
    rows: Math.min(rowsPerShard, shape.rows - i * rowsPerShard),
  }));
}

/** The shards of a matrix on this device. @throws TokamarkError `too-large` as shardRows */
export const shardsOf = ({ granted }: Granted, { format, rows, columns }: MatrixShape): readonly ShardRows[] =>
  shardRows({ format, rows, columns }, mostStorage(granted.limits)).map((shard) => ({
    shape: { format, rows: shard.rows, columns },
    rowStart: shard.rowStart,
  }));

/** An empty matrix (all bits zero) for `shape`. */
export function allocateMatrix(context: GpuContext, label: string, shape: MatrixShape): GpuMatrix {
  const shards = shardsOf(context, shape).map(({ shape: shard, rowStart }, i): MatrixShard => {
    const scaled = scaleCount(shard) > 0;
    return {
      shape: shard,
      rowStart,
      words: context.buffers.create(`${label} words ${i}`, wordCount(shard) * 4),
      scales: scaled ? context.buffers.create(`${label} scales ${i}`, scaleCount(shard) * 4) : null,
    };
  });
  return { shape, shards, bytes: shards.reduce((sum, shard) => sum + matrixBytes(shard.shape), 0) };
}

/** A matrix in new buffers. @param pack gives its shards */
export function uploadMatrix(context: GpuContext, label: string, shape: MatrixShape, pack: RowPacker): GpuMatrix {
  const matrix = allocateMatrix(context, label, shape);
  fillMatrix(context, matrix, pack);
  return matrix;
}

/** Uploads shards packed by `pack`, one at a time, so that a large matrix is never packed whole in memory. What stood there is lost. */
export function fillMatrix({ device: { queue } }: GpuContext, { shards }: GpuMatrix, pack: RowPacker): void {
  for (const shard of shards) {
    const { words, scales } = pack(shard.rowStart, shard.shape.rows);
    queue.writeBuffer(shard.words, 0, words);
    if (shard.scales !== null) queue.writeBuffer(shard.scales, 0, scales);
  }
}

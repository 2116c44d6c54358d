/** Binding of synthetic-weights: weights for a benchmark without a download. Not a model that says anything. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind, foldedGrid } from '../../src/kernels/bind';
import type { CheckBench } from '../../src/kernels/check/bench';
import { spread } from '../../src/kernels/check/sampling';
import { defineMatrixKernel } from '../../src/kernels/define';
import { MATRIX_FORMATS, type MatrixFormat } from '../../src/kernels/format';
import type { Dispatch, Granted, Program } from '../../src/kernels/kernel';
import { allocateMatrix, type MatrixShard, type ShardRows } from '../../src/kernels/matrix/gpu-matrix';
import {
  CHUNKS_PER_BLOCK,
  blocksOf,
  matrixBytes,
  padded,
  scaleCount,
  wordCount,
  type MatrixShape,
  type PackedMatrix,
} from '../../src/kernels/matrix/layout';
import { weightAt } from '../../src/kernels/matrix/unpack';
import { assemble } from '../../src/kernels/template';
import { scaleExponent, syntheticWeight, type SyntheticMatrix } from './reference';
import mix from '../../src/kernels/mix.wgsl?raw';
import source from './synthetic-weights.wgsl?raw';

const THREADS = 64;
/** As the WGSL has them. */
const FORMAT_NUMBER: Readonly<Record<MatrixFormat, number>> = { fp16: 0, int8: 1, int4: 2, mxfp4: 3, nvfp4: 4 };
/** Of the check. Each format has one: without it nothing would run its branch. */
const CASES: Readonly<Record<MatrixFormat, Omit<SyntheticMatrix, 'format'>>> = {
  fp16: { rows: 70, columns: 100, seed: 7 },
  int8: { rows: 33, columns: 96, seed: 8 },
  int4: { rows: 71, columns: 40, seed: 9 },
  mxfp4: { rows: 67, columns: 100, seed: 10 },
  nvfp4: { rows: 70, columns: 57, seed: 11 },
};

interface SyntheticShape {
  readonly matrix: MatrixShape;
  readonly seed: number;
}

export const kernel = defineMatrixKernel<SyntheticShape>({
  name: 'synthetic-weights',
  describe: ({ matrix: { format, rows, columns } }) => `${format} ${rows}x${columns}`,
  cost: ({ matrix }) => ({ flops: flops(0), bytes: bytes(matrixBytes(matrix)) }),
  check,
  program: (device, { seed }, shard) => program(device, shard, seed),
  cases: MATRIX_FORMATS.map((format) => {
    const { seed, ...size } = CASES[format];
    return { matrix: { format, ...size }, seed };
  }),
});

function program({ granted }: Granted, { shape, rowStart }: ShardRows, seed: number): Program {
  const blocks = blocksOf(shape);
  const grid = foldedGrid(
    Math.ceil((blocks * padded(shape.rows)) / THREADS),
    granted.limits.maxComputeWorkgroupsPerDimension,
  );
  return {
    ...assemble(source, { MIX: mix }),
    constants: {
      FORMAT: FORMAT_NUMBER[shape.format],
      // Levels in a word: 32 in the four words of each chunk.
      PER_WORD: 8 / CHUNKS_PER_BLOCK[shape.format],
      N: shape.rows,
      ROW_START: rowStart,
      N_PADDED: padded(shape.rows),
      K: shape.columns,
      BLOCKS: blocks,
      SEED: seed >>> 0,
      EXPONENT: scaleExponent(shape.format, shape.columns),
      THREADS,
      GRID_X: grid[0],
    },
    workgroups: () => grid,
  };
}

/** Fills `shard` with its rows of a matrix's weights. @param seed of the matrix, the same for all of its shards */
export function create(context: GpuContext, shard: MatrixShard, seed: number): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use({ matrix: shard.shape, seed }),
    program: program(context, shard, seed),
    // FP16 has no scales, but the kernel's text names the binding: a buffer of its own keeps the two apart.
    buffers: { words: shard.words, scales: shard.scales ?? context.buffers.create('no scales', 16) },
  });
}

async function check(bench: CheckBench, { matrix: shape, seed }: SyntheticShape) {
  const matrix = allocateMatrix(bench.context, 'check', shape);
  for (const shard of matrix.shards) {
    await bench.run(1, await create(bench.context, shard, seed));
    const packed: PackedMatrix = {
      shape: shard.shape,
      words: await bench.words(shard.words, wordCount(shard.shape)),
      scales: shard.scales === null ? new Uint32Array() : await bench.words(shard.scales, scaleCount(shard.shape)),
    };
    for (const row of spread(padded(shard.shape.rows), 64)) {
      for (const column of spread(padded(shape.columns), 128)) {
        const inside = row < shard.shape.rows && column < shape.columns;
        const expected = inside ? syntheticWeight({ ...shape, seed }, shard.rowStart + row, column) : 0;
        bench.meter.equal(weightAt(packed, row, column), expected);
      }
    }
  }
  return bench.meter.result(0);
}

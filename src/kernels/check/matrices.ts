/** Weight matrices for checks: small ones random with outliers, large ones from the generator, each with its float64 rows. */
import type { GpuContext } from '../../device/context';
import * as synthetic from '../../../shaders/synthetic-weights';
import { syntheticRow } from '../../../shaders/synthetic-weights/reference';
import type { CheckBench } from './bench';
import { activations } from '../random';
import { allocateMatrix, uploadMatrix, type GpuMatrix } from '../matrix/gpu-matrix';
import type { MatrixShape, PackedMatrix } from '../matrix/layout';
import { rowPacker } from '../matrix/pack';
import { unpackRow } from '../matrix/unpack';

/** Beyond this many weights, packing on the CPU would take longer than the check is worth. */
const SMALL = 1 << 18;

export interface CheckMatrix {
  readonly matrix: GpuMatrix;
  /** Row of the whole matrix as float64, from the very bits that the kernel reads. */
  readonly row: (row: number) => Float64Array;
}

export async function checkMatrix(bench: CheckBench, shape: MatrixShape, seed: number): Promise<CheckMatrix> {
  const small = shape.rows * shape.columns <= SMALL;
  return small ? randomMatrix(bench.context, shape, seed) : await generated(bench, shape, seed);
}

function randomMatrix(context: GpuContext, shape: MatrixShape, seed: number): CheckMatrix {
  const values = activations(shape.rows * shape.columns, seed);
  const packed: { rowStart: number; matrix: PackedMatrix }[] = [];
  const pack = rowPacker(shape.format, values, shape.columns);
  const matrix = uploadMatrix(context, 'check', shape, (rowStart, rows) => {
    const shard = pack(rowStart, rows);
    packed.push({ rowStart, matrix: shard });
    return shard;
  });
  return {
    matrix,
    row: (row) => {
      const shard = packed.findLast((part) => part.rowStart <= row);
      if (shard === undefined) throw new Error(`check: no shard holds row ${row}`);
      return unpackRow(shard.matrix, row - shard.rowStart);
    },
  };
}

async function generated(bench: CheckBench, shape: MatrixShape, seed: number): Promise<CheckMatrix> {
  const matrix = allocateMatrix(bench.context, 'check', shape);
  for (const shard of matrix.shards) {
    await bench.run(1, await synthetic.create(bench.context, shard, seed));
  }
  return {
    matrix,
    row: (row) => syntheticRow({ ...shape, seed }, row),
  };
}

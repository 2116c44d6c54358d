/** Binding of embedding-gather: token ids to the first hidden state. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import type { CheckBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { defineMatrixKernel } from '../../src/kernels/define';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { MATRIX_FORMATS } from '../../src/kernels/format';
import type { Dispatch } from '../../src/kernels/kernel';
import type { GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { matrixBytes, padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { loader } from '../../src/kernels/matrix/loader';
import { rowTable, run, type Row } from '../../src/kernels/rows';
import { assemble } from '../../src/kernels/template';
import source from './embedding-gather.wgsl?raw';

export interface GatherShape {
  readonly matrix: MatrixShape;
  /** Tokens that a sequence has room for. */
  readonly room: number;
}

export const kernel = defineMatrixKernel<GatherShape>({
  name: 'embedding-gather',
  describe: ({ matrix: { format, rows, columns } }) => `${format} ${rows}x${columns}`,
  cost: ({ matrix }) => ({
    flops: flops(matrix.columns),
    bytes: bytes(matrixBytes({ ...matrix, rows: 1 }) / 32 + 4 * matrix.columns),
  }),
  check,
  program: ({ granted }, { room }, { shape, rowStart }) => {
    const load = loader(shape.format, granted.shaderF16);
    return {
      ...assemble(source, { DIRECTIVES: load.directives, ROWS: rowTable(), WEIGHTS: load.declarations + load.quad }),
      constants: {
        N: shape.rows,
        N_PADDED: padded(shape.rows),
        QUADS: padded(shape.columns) / 4,
        ROW_START: rowStart,
        ROOM: room,
        THREADS,
      },
      workgroups: elementwise(padded(shape.columns) / 4),
    };
  },
  cases: MATRIX_FORMATS.flatMap((format) => [
    { matrix: { format, rows: 64, columns: 64 }, room: 9 },
    { matrix: { format, rows: 77, columns: 100 }, room: 7 },
    { matrix: { format, rows: 33, columns: 64 }, room: 2 },
  ]),
});

export interface GatherBuffers {
  /** (sequences, room) u32 */
  readonly tokens: GPUBuffer;
  /** The row table of the pass. */
  readonly rows: GPUBuffer;
  /** (rows, columns padded) f32 */
  readonly hidden: GPUBuffer;
}

/** One dispatch a shard of the table; each writes the tokens that lie in its rows. */
export const create = (
  context: GpuContext,
  table: GpuMatrix,
  room: number,
  buffers: GatherBuffers,
): Promise<Dispatch[]> => kernel.bindShards(context, table, { ...buffers }, { shape: { matrix: table.shape, room } });

/** Of the check: a run of the second sequence, and a row of each beside it; all within the room, of which there is 2 at least. */
const rowsWithin = (room: number): readonly Row[] => [
  ...run(Math.max(0, Math.min(3, room - 3)), Math.min(3, room), 1),
  { sequence: 2, position: Math.min(6, room - 1) },
  { sequence: 0, position: 1 },
];

async function check(bench: CheckBench, shape: GatherShape) {
  const { matrix, row } = await checkMatrix(bench, shape.matrix, 31);
  const { rows, columns } = shape.matrix;
  const text = new Uint32Array(3 * shape.room).fill(9e9);
  const rowsOfPass = rowsWithin(shape.room);
  const ids = [rows - 1, 0, Math.floor(rows / 2), rows - 1, 1].slice(0, rowsOfPass.length);
  rowsOfPass.forEach(({ sequence, position }, r) => (text[sequence * shape.room + position] = ids[r] ?? NaN));
  const hidden = bench.output(ids.length, columns);
  const buffers = { tokens: bench.upload(text), rows: bench.rows(rowsOfPass), hidden: hidden.buffer };
  await bench.run(ids.length, ...(await create(bench.context, matrix, shape.room, buffers)));
  const expected = ids.map(row);
  await bench.compare(hidden, 'zero', (r, i) => {
    const value = expected[r]?.[i] ?? NaN;
    return [value, Math.max(Math.abs(value), 1e-6)];
  });
  return bench.meter.result(2 * UNIT_ROUNDOFF);
}

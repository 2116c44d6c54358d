/** Binding of embedding-gather: token ids to the first hidden state. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { ErrorMeter, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { MATRIX_FORMATS } from '../../src/kernels/format';
import { defineKernel, type Dispatch, type Granted, type Program } from '../../src/kernels/kernel';
import { matrixBuffers, shardsOf, type GpuMatrix, type ShardRows } from '../../src/kernels/matrix/gpu-matrix';
import { matrixBytes, padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { loader } from '../../src/kernels/matrix/loader';
import { fill } from '../../src/kernels/template';
import { gatherReference } from './reference';
import source from './embedding-gather.wgsl?raw';

export const kernel = defineKernel<MatrixShape>({
  name: 'embedding-gather',
  describe: ({ format, rows, columns }) => `${format} ${rows}x${columns}`,
  cost: (shape) => ({
    flops: flops(shape.columns),
    bytes: bytes(matrixBytes({ ...shape, rows: 1 }) / 32 + 4 * shape.columns),
  }),
  check,
  programs: (device, shape) => shardsOf(device, shape).map((shard) => program(device, shard)),
  cases: MATRIX_FORMATS.flatMap((format) => [
    { format, rows: 64, columns: 64 },
    { format, rows: 77, columns: 100 },
  ]),
});

export interface GatherBuffers {
  /** (context + 1) u32 */
  readonly tokens: GPUBuffer;
  readonly state: GPUBuffer;
  /** (tokens, columns padded) f32 */
  readonly hidden: GPUBuffer;
}

function program({ granted }: Granted, { shape, rowStart }: ShardRows): Program {
  const load = loader(shape.format, granted.shaderF16);
  return {
    code: fill(source, { DIRECTIVES: load.directives, WEIGHTS: load.declarations(3) }),
    constants: {
      N: shape.rows,
      N_PADDED: padded(shape.rows),
      QUADS: padded(shape.columns) / 4,
      ROW_START: rowStart,
      THREADS,
    },
    workgroups: elementwise(padded(shape.columns) / 4),
    perRow: true,
  };
}

/** One dispatch a shard of the table; each writes the tokens that lie in its rows. */
export function create(context: GpuContext, table: GpuMatrix, buffers: GatherBuffers): Promise<Dispatch[]> {
  return Promise.all(
    table.shards.map((shard) =>
      bind(context, {
        use: kernel.use(shard.shape),
        program: program(context, shard),
        buffers: [buffers.tokens, buffers.state, buffers.hidden, ...matrixBuffers(shard)],
      }),
    ),
  );
}

function check(context: GpuContext, shape: MatrixShape) {
  return onBench(context, async (bench) => {
    const { matrix, row } = await checkMatrix(bench, shape, 31);
    const ids = [shape.rows - 1, 0, Math.floor(shape.rows / 2), shape.rows - 1, 1];
    const position = 3;
    const tokens = bench.upload(Uint32Array.from([9e9, 9e9, 9e9, ...ids]));
    const stride = padded(shape.columns);
    const hidden = bench.poisoned(stride * (ids.length + 1));
    const state = bench.state(position, ids.length);
    await bench.run(ids.length, ...(await create(context, matrix, { tokens, state, hidden })));
    const got = await bench.floats(hidden, stride * (ids.length + 1));
    const meter = new ErrorMeter();
    gatherReference(row, ids).forEach((expected, r) => {
      for (let i = 0; i < stride; i++) {
        const value = expected[i] ?? 0;
        meter.compare(got[r * stride + i], value, Math.max(Math.abs(value), 1e-6));
      }
    });
    meter.untouched(got[ids.length * stride]);
    return meter.result(2 * UNIT_ROUNDOFF);
  });
}

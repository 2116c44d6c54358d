/** Binding of gemv: a linear layer or the LM head for one token. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind, foldedGrid } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { ErrorMeter, sumTolerance } from '../../src/kernels/check/meter';
import { spread } from '../../src/kernels/check/sampling';
import { defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { matrixBuffers, type GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, matrixBytes, padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { loader } from '../../src/kernels/matrix/loader';
import { fill, unroll } from '../../src/kernels/template';
import { dotReference } from './reference';
import source from './gemv.wgsl?raw';

export const kernel = defineKernel<MatrixShape>({
  name: 'gemv',
  source,
  describe: ({ format, rows, columns }) => `${format} ${rows}x${columns}`,
  cost: (shape) => ({
    flops: flops(2 * shape.rows * shape.columns),
    bytes: bytes(matrixBytes(shape) + 4 * (shape.rows + shape.columns)),
  }),
  check,
  cases: (['fp16', 'int8', 'int4'] as const).flatMap((format) => [
    { format, rows: 64, columns: 64 },
    { format, rows: 1, columns: 2 },
    { format, rows: 100, columns: 36 },
    { format, rows: 97, columns: 1000 },
    { format, rows: 4200, columns: 96 },
  ]),
});

/**
 * A software adapter runs lanes one after the other: there a lane should serve many rows, and a tree costs more than it gives.
 * A GPU needs many lanes a row, or a matrix with few rows would leave it idle.
 */
const variant = (context: GpuContext) =>
  context.granted.software ? { lanes: 8, rows: 8, slices: 1 } : { lanes: 32, rows: 1, slices: 8 };

export interface GemvBuffers {
  /** (columns padded) f32 */
  readonly x: GPUBuffer;
  /** (rows padded) f32; shard i writes from its rowStart on */
  readonly y: GPUBuffer;
}

/** One dispatch a shard of `matrix`. */
export function create(context: GpuContext, matrix: GpuMatrix, { x, y }: GemvBuffers): Promise<Dispatch[]> {
  const { lanes, rows, slices } = variant(context);
  return Promise.all(
    matrix.shards.map((shard) => {
      const { shape } = shard;
      const load = loader(shape.format, context.granted.shaderF16);
      const grid = foldedGrid(
        Math.ceil(shape.rows / (lanes * rows)),
        context.granted.limits.maxComputeWorkgroupsPerDimension,
      );
      return bind(context, {
        use: kernel.use(shape),
        code: fill(source, {
          DIRECTIVES: load.directives,
          WEIGHTS: load.declarations(2),
          ROWS: String(rows),
          // Rows beyond the last are computed like it and not stored: cheaper than a branch around every load.
          DECLARE: unroll(rows, (r) => `let row${r} = min(first + ${r}u * LANES, N - 1u); var sum${r} = 0.0;`),
          CLEAR: unroll(rows, (r) => `var part${r} = 0.0;`),
          DOTS: unroll(rows, (r) => `part${r} += dot(quad(block, q, row${r}), value);`),
          SCALE: unroll(rows, (r) => `sum${r} += part${r} * scale(block, group, row${r});`),
          REDUCE: unroll(rows, (r) => `sum${r} = over_slices(sum${r}, lane);`),
          STORE: unroll(rows, (r) => `if (first + ${r}u * LANES < N) { y[OUT_OFFSET + row${r}] = sum${r}; }`),
        }),
        constants: {
          N: shape.rows,
          N_PADDED: padded(shape.rows),
          BLOCKS: blocksOf(shape),
          LANES: lanes,
          SLICES: slices,
          THREADS: lanes * slices,
          OUT_OFFSET: shard.rowStart,
          GRID_X: grid[0],
        },
        buffers: [x, y, ...matrixBuffers(shard)],
        workgroups: () => grid,
        perRow: false,
      });
    }),
  );
}

function check(context: GpuContext, shape: MatrixShape) {
  return onBench(context, async (bench) => {
    const { matrix, row } = await checkMatrix(bench, shape, 11);
    const x = bench.tensor(1, shape.columns, 12);
    const guard = 8;
    const y = bench.poisoned(shape.rows + guard);
    await bench.run(1, ...(await create(context, matrix, { x: x.buffer, y })));
    const got = await bench.floats(y, shape.rows + guard);
    const meter = new ErrorMeter();
    for (const n of spread(shape.rows, 128)) {
      const { value, size } = dotReference(row(n), x.values);
      meter.compare(got[n], value, size);
    }
    for (let i = 0; i < guard; i++) meter.untouched(got[shape.rows + i]);
    return meter.result(sumTolerance(shape.columns));
  });
}

/** Binding of gemm: a linear layer for many tokens (prefill). */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
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
import source from './gemm.wgsl?raw';

export interface GemmShape extends MatrixShape {
  /** Tokens of the pass (M). */
  readonly tokens: number;
}

/** Tokens of a lane. */
const TILE = 8;
/** Rows of a lane: with eight tokens, 32 accumulators, which fit the registers of every adapter tried. */
const ROWS = 4;
/** A software adapter compiles and runs narrow workgroups faster; a GPU needs its lanes. */
const threads = (context: GpuContext) => (context.granted.software ? 16 : 64);

/** Activations are read in whole tiles: buffers of a pass have room for this many tokens at least. */
export const tokensRounded = (tokens: number): number => Math.ceil(tokens / TILE) * TILE;

export const kernel = defineKernel<GemmShape>({
  name: 'gemm',
  source,
  describe: ({ format, rows, columns, tokens }) => `${format} ${tokens}x${columns}x${rows}`,
  cost: (shape) => ({
    flops: flops(2 * shape.tokens * shape.rows * shape.columns),
    bytes: bytes(matrixBytes(shape) + 4 * shape.tokens * (shape.rows + shape.columns)),
  }),
  check,
  cases: (['fp16', 'int8', 'int4'] as const).flatMap((format) => [
    { format, rows: 64, columns: 64, tokens: 8 },
    { format, rows: 30, columns: 36, tokens: 3 },
    { format, rows: 200, columns: 1000, tokens: 13 },
    { format, rows: 4200, columns: 96, tokens: 17 },
  ]),
});

export interface GemmBuffers {
  /** (tokens rounded up to a tile, columns padded) f32 */
  readonly x: GPUBuffer;
  /** (tokens, rows padded) f32; shard i writes from column rowStart on */
  readonly y: GPUBuffer;
  readonly state: GPUBuffer;
}

/** One dispatch a shard of `matrix`, for at most `tokens` tokens. */
export function create(
  context: GpuContext,
  matrix: GpuMatrix,
  tokens: number,
  buffers: GemmBuffers,
): Promise<Dispatch[]> {
  return Promise.all(
    matrix.shards.map((shard) => {
      const { shape } = shard;
      const load = loader(shape.format, context.granted.shaderF16);
      return bind(context, {
        use: kernel.use({ ...shape, tokens }),
        code: fill(source, {
          DIRECTIVES: load.directives,
          WEIGHTS: load.declarations(3),
          ROWS: String(ROWS),
          TOKENS: String(TILE),
          // Rows beyond the last are computed like it and not stored: cheaper than a branch around every load.
          DECLARE: unroll(ROWS, (r) =>
            [
              `let row${r} = min(first + ${r}u * THREADS, N - 1u);`,
              unroll(TILE, (t) => `var sum${r}_${t} = 0.0;`),
            ].join('\n'),
          ),
          SCALE: unroll(ROWS, (r) => `let scale${r} = scale(block, group, row${r});`),
          LOAD: unroll(ROWS, (r) => `let weight${r} = quad(block, q, row${r}) * scale${r};`),
          ACCUMULATE: unroll(TILE, (t) =>
            [
              `let value${t} = x[at + ${t}u * BLOCKS * 8u];`,
              unroll(ROWS, (r) => `sum${r}_${t} += dot(weight${r}, value${t});`),
            ].join('\n'),
          ),
          STORE: unroll(ROWS, (r) =>
            [
              `if (first + ${r}u * THREADS < N) {`,
              unroll(
                TILE,
                (t) =>
                  `if (token + ${t}u < state.rows) { y[(token + ${t}u) * OUT_STRIDE + OUT_OFFSET + row${r}] = sum${r}_${t}; }`,
              ),
              '}',
            ].join('\n'),
          ),
        }),
        constants: {
          N: shape.rows,
          N_PADDED: padded(shape.rows),
          BLOCKS: blocksOf(shape),
          THREADS: threads(context),
          OUT_OFFSET: shard.rowStart,
          OUT_STRIDE: padded(matrix.shape.rows),
        },
        buffers: [buffers.x, buffers.y, buffers.state, ...matrixBuffers(shard)],
        workgroups: (rows) => [Math.ceil(shape.rows / (threads(context) * ROWS)), Math.ceil(rows / TILE), 1],
        perRow: true,
      });
    }),
  );
}

function check(context: GpuContext, shape: GemmShape) {
  return onBench(context, async (bench) => {
    const { tokens } = shape;
    const { matrix, row } = await checkMatrix(bench, shape, 21);
    const x = bench.tensor(tokensRounded(tokens), shape.columns, 22);
    const stride = padded(shape.rows);
    // One token more than the pass has: its row must stay as it was.
    const y = bench.poisoned(stride * (tokens + 1));
    const state = bench.state(5, tokens);
    await bench.run(tokens, ...(await create(context, matrix, tokens, { x: x.buffer, y, state })));
    const got = await bench.floats(y, stride * (tokens + 1));
    const meter = new ErrorMeter();
    for (const n of spread(shape.rows, 48)) {
      const weights = row(n);
      for (const m of spread(tokens, 12)) {
        const { value, size } = dotReference(weights, x.values.subarray(m * x.stride, (m + 1) * x.stride));
        meter.compare(got[m * stride + n], value, size);
      }
      meter.untouched(got[tokens * stride + n]);
    }
    return meter.result(sumTolerance(shape.columns));
  });
}

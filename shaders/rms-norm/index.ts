/** Binding of rms-norm: before attention, before the feed-forward, and before the LM head (last token only). */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter, sumTolerance } from '../../src/kernels/check/meter';
import { THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { rmsNormReference } from './reference';
import source from './rms-norm.wgsl?raw';

export interface RmsNormShape {
  readonly width: number;
  readonly epsilon: number;
  /** `all` tokens of the pass, or only its `last` into row 0. */
  readonly rows: 'all' | 'last';
}

export const kernel = defineKernel<RmsNormShape>({
  name: 'rms-norm',
  describe: ({ width, epsilon, rows }) => `${width} eps ${epsilon} ${rows}`,
  cost: ({ width }) => ({ flops: flops(4 * width), bytes: bytes(12 * width) }),
  check,
  programs: (_, shape) => [program(shape)],
  cases: [
    { width: 64, epsilon: 1e-5, rows: 'all' },
    { width: 36, epsilon: 1e-6, rows: 'all' },
    { width: 2, epsilon: 1e-5, rows: 'all' },
    { width: 1001, epsilon: 1e-5, rows: 'last' },
  ],
});

export interface RmsNormBuffers {
  /** (tokens, width padded) f32 */
  readonly x: GPUBuffer;
  /** (width padded) f32, zero in its padding */
  readonly weight: GPUBuffer;
  readonly out: GPUBuffer;
  readonly state: GPUBuffer;
}

const program = ({ width, epsilon, rows: which }: RmsNormShape): Program => ({
  code: source,
  constants: {
    WIDTH: width,
    QUADS: padded(width) / 4,
    EPSILON: epsilon,
    LAST: which === 'last' ? 1 : 0,
    THREADS,
  },
  workgroups: (rows) => [1, which === 'last' ? 1 : rows, 1],
  perRow: which === 'all',
});

export function create(context: GpuContext, shape: RmsNormShape, buffers: RmsNormBuffers): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use(shape),
    program: program(shape),
    buffers: [buffers.x, buffers.weight, buffers.out, buffers.state],
  });
}

function check(context: GpuContext, shape: RmsNormShape) {
  return onBench(context, async (bench) => {
    const tokens = 3;
    const x = bench.tensor(tokens, shape.width, 41);
    const weight = bench.tensor(1, shape.width, 42);
    const out = bench.poisoned(x.stride * (tokens + 1));
    const state = bench.state(0, tokens);
    await bench.run(tokens, await create(context, shape, { x: x.buffer, weight: weight.buffer, out, state }));
    const got = await bench.floats(out, x.stride * (tokens + 1));
    const meter = new ErrorMeter();
    const sources = shape.rows === 'last' ? [tokens - 1] : [0, 1, 2];
    sources.forEach((token, row) => {
      const values = x.values.subarray(token * x.stride, (token + 1) * x.stride);
      const expected = rmsNormReference(values, weight.values, shape.width, shape.epsilon);
      for (let i = 0; i < x.stride; i++) {
        const value = expected[i] ?? 0;
        meter.compare(got[row * x.stride + i], value, Math.max(Math.abs(value), 1e-3));
      }
    });
    meter.untouched(got[sources.length * x.stride]);
    // inverseSqrt may be off by two units in the last place (WGSL), a sum of squares has no cancellation.
    return meter.result(sumTolerance(shape.width));
  });
}

/** Binding of rms-norm: before attention, before the feed-forward, and before the LM head (of the rows that need logits). */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter, sumTolerance } from '../../src/kernels/check/meter';
import { THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { assemble } from '../../src/kernels/template';
import { rmsNormReference } from './reference';
import source from './rms-norm.wgsl?raw';

export interface RmsNormShape {
  readonly width: number;
  readonly epsilon: number;
  /** `all` rows of the pass, or those that a list has. */
  readonly rows: 'all' | 'listed';
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
    { width: 1001, epsilon: 1e-5, rows: 'listed' },
  ],
});

export interface RmsNormBuffers {
  /** (rows, width padded) f32 */
  readonly x: GPUBuffer;
  /** (width padded) f32, zero in its padding */
  readonly weight: GPUBuffer;
  readonly out: GPUBuffer;
  /** listWords() of as many rows as are dispatched; null for all. */
  readonly list: GPUBuffer | null;
}

const TEXTS = {
  all: { LIST: '', FROM: 'group.y', TO: 'group.y' },
  listed: {
    LIST: '@buffer var<storage, read> list: array<vec2<u32>>;   // row of x, row of out',
    FROM: 'list[group.y].x',
    TO: 'list[group.y].y',
  },
} as const;

/** What the buffer behind `list` holds: row `from[i]` of x becomes row first + i of out. */
export const listWords = (from: readonly number[], first = 0): Uint32Array<ArrayBuffer> =>
  Uint32Array.from(from.flatMap((row, i) => [row, first + i]));

const program = ({ width, epsilon, rows: which }: RmsNormShape): Program => ({
  ...assemble(source, TEXTS[which]),
  constants: { WIDTH: width, QUADS: padded(width) / 4, EPSILON: epsilon, THREADS },
  workgroups: (rows) => [1, rows, 1],
});

export function create(
  context: GpuContext,
  shape: Omit<RmsNormShape, 'rows'>,
  { list, ...buffers }: RmsNormBuffers,
): Promise<Dispatch> {
  const whole: RmsNormShape = { ...shape, rows: list === null ? 'all' : 'listed' };
  return bind(context, {
    use: kernel.use(whole),
    program: program(whole),
    buffers: { ...buffers, ...(list === null ? {} : { list }) },
  });
}

function check(context: GpuContext, shape: RmsNormShape) {
  return onBench(context, async (bench) => {
    const tokens = 4;
    const x = bench.tensor(tokens, shape.width, 41);
    const weight = bench.tensor(1, shape.width, 42);
    const out = bench.poisoned(x.stride * (tokens + 1));
    // Into rows 0 to 2, in another order than they stand in, or each into its own.
    const sources = shape.rows === 'listed' ? [3, 0, 2] : [0, 1, 2, 3];
    const list = shape.rows === 'listed' ? bench.upload(listWords(sources)) : null;
    await bench.run(sources.length, await create(context, shape, { x: x.buffer, weight: weight.buffer, out, list }));
    const got = await bench.floats(out, x.stride * (tokens + 1));
    const meter = new ErrorMeter();
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

/** Binding of rms-norm: before attention, before the feed-forward, and before the LM head (of the rows that need logits). */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { sumTolerance } from '../../src/kernels/check/meter';
import { defineKernel } from '../../src/kernels/define';
import { THREADS } from '../../src/kernels/elementwise';
import { padded } from '../../src/kernels/matrix/layout';
import { assemble } from '../../src/kernels/template';
import { rmsNormReference } from './reference';
import inverseRms from './inverse-rms.wgsl?raw';
import source from './rms-norm.wgsl?raw';

export interface RmsNormShape {
  readonly width: number;
  readonly epsilon: number;
  /** `all` rows of the pass, or those that a list has. */
  readonly rows: 'all' | 'listed';
}

export const kernel = defineKernel<RmsNormShape, RmsNormBuffers>({
  name: 'rms-norm',
  describe: ({ width, epsilon, rows }) => `${width} eps ${epsilon} ${rows}`,
  cost: ({ width }) => ({ flops: flops(4 * width), bytes: bytes(12 * width) }),
  check,
  program: (_, { width, epsilon, rows: which }) => ({
    ...assemble(source, { INVERSE_RMS: inverseRms, ...TEXTS[which] }),
    constants: { WIDTH: width, QUADS: padded(width) / 4, EPSILON: epsilon, THREADS },
    workgroups: (rows) => [1, rows, 1],
  }),
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

export const { create } = kernel;

async function check(bench: CheckBench, shape: RmsNormShape) {
  const { width, epsilon, rows } = shape;
  const x = bench.tensor(4, width, 41);
  const weight = bench.tensor(1, width, 42);
  // Into rows 0 to 2, in another order than they stand in, or each into its own.
  const sources = rows === 'listed' ? [3, 0, 2] : [0, 1, 2, 3];
  const list = rows === 'listed' ? bench.upload(listWords(sources)) : null;
  const out = bench.output(sources.length, width);
  const buffers = { x: x.buffer, weight: weight.buffer, out: out.buffer, list };
  await bench.run(sources.length, await create(bench.context, shape, buffers));
  const expected = sources.map((token) => rmsNormReference(x.row(token), weight.values, width, epsilon));
  await bench.compare(out, 'zero', (row, i) => {
    const value = expected[row]?.[i] ?? NaN;
    return [value, Math.max(Math.abs(value), 1e-3)];
  });
  // inverseSqrt may be off by two units in the last place (WGSL), a sum of squares has no cancellation.
  return bench.meter.result(sumTolerance(width));
}

/** Binding of rope: turns queries and keys in place. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { defineKernel } from '../../src/kernels/define';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { padded } from '../../src/kernels/matrix/layout';
import { rowTable, type Row } from '../../src/kernels/rows';
import { assemble } from '../../src/kernels/template';
import { ropeReference, ropeTable } from './reference';
import source from './rope.wgsl?raw';

export interface RopeShape {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDim: number;
}

export const kernel = defineKernel<RopeShape, RopeBuffers>({
  name: 'rope',
  describe: ({ heads, keyValueHeads, headDim }) => `${heads}+${keyValueHeads} heads of ${headDim}`,
  cost: ({ heads, keyValueHeads, headDim }) => ({
    flops: flops(3 * (heads + keyValueHeads) * headDim),
    bytes: bytes(12 * (heads + keyValueHeads) * headDim),
  }),
  check,
  program: (_, shape) => {
    const pairs = ((shape.heads + shape.keyValueHeads) * shape.headDim) / 2;
    return {
      ...assemble(source, { ROWS: rowTable() }),
      constants: { PAIRS: pairs, HEAD_DIM: shape.headDim, STRIDE: qkvStride(shape), THREADS },
      workgroups: elementwise(pairs),
    };
  },
  cases: [
    { heads: 4, keyValueHeads: 2, headDim: 64 },
    { heads: 3, keyValueHeads: 1, headDim: 10 },
    { heads: 1, keyValueHeads: 1, headDim: 2 },
  ],
});

export interface RopeBuffers {
  /** (tokens, (heads + 2 keyValueHeads) * headDim padded) f32 */
  readonly qkv: GPUBuffer;
  /** ropeTable's result */
  readonly table: GPUBuffer;
  /** The row table of the pass. */
  readonly rows: GPUBuffer;
}

export const { create } = kernel;

/** Columns of q|k|v, padding included. */
export const qkvStride = ({ heads, keyValueHeads, headDim }: RopeShape): number =>
  padded((heads + 2 * keyValueHeads) * headDim);

/** Of the check: two sequences, and the first goes on behind the second. */
const ROWS: readonly Row[] = [
  { sequence: 0, position: 37 },
  { sequence: 2, position: 0 },
  { sequence: 0, position: 39 },
];

async function check(bench: CheckBench, shape: RopeShape) {
  const { heads, keyValueHeads, headDim } = shape;
  const parameters = { theta: 10000, scaling: null };
  const qkv = bench.tensor(ROWS.length, (heads + 2 * keyValueHeads) * headDim, 51);
  const table = bench.upload(ropeTable(40, headDim, parameters));
  const buffers = { qkv: qkv.buffer, table, rows: bench.rows(ROWS) };
  await bench.run(ROWS.length, await create(bench.context, shape, buffers));
  const got = await bench.floats(qkv.buffer, ROWS.length * qkv.stride);
  for (const [row, { position }] of ROWS.entries()) {
    for (let head = 0; head < heads + 2 * keyValueHeads; head++) {
      const from = row * qkv.stride + head * headDim;
      const values = qkv.values.subarray(from, from + headDim);
      const turned = head < heads + keyValueHeads;
      const expected = turned ? ropeReference(values, position, parameters) : Float64Array.from(values);
      const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expected.forEach((value, i) => {
        bench.meter.compare(got[from + i], value, size);
      });
    }
  }
  return bench.meter.result(4 * UNIT_ROUNDOFF);
}

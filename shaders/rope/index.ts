/** Binding of rope: turns queries and keys in place. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
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

export const kernel = defineKernel<RopeShape>({
  name: 'rope',
  describe: ({ heads, keyValueHeads, headDim }) => `${heads}+${keyValueHeads} heads of ${headDim}`,
  cost: ({ heads, keyValueHeads, headDim }) => ({
    flops: flops(3 * (heads + keyValueHeads) * headDim),
    bytes: bytes(12 * (heads + keyValueHeads) * headDim),
  }),
  check,
  programs: (_, shape) => [program(shape)],
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

function program(shape: RopeShape): Program {
  const pairs = ((shape.heads + shape.keyValueHeads) * shape.headDim) / 2;
  return {
    ...assemble(source, { ROWS: rowTable() }),
    constants: { PAIRS: pairs, HEAD_DIM: shape.headDim, STRIDE: qkvStride(shape), THREADS },
    workgroups: elementwise(pairs),
  };
}

export const create = (context: GpuContext, shape: RopeShape, buffers: RopeBuffers): Promise<Dispatch> =>
  bind(context, { use: kernel.use(shape), program: program(shape), buffers: { ...buffers } });

/** Columns of q|k|v, padding included. */
export const qkvStride = ({ heads, keyValueHeads, headDim }: RopeShape): number =>
  padded((heads + 2 * keyValueHeads) * headDim);

/** Of the check: two sequences, and the first goes on behind the second. */
const ROWS: readonly Row[] = [
  { sequence: 0, position: 37 },
  { sequence: 2, position: 0 },
  { sequence: 0, position: 39 },
];

function check(context: GpuContext, shape: RopeShape) {
  return onBench(context, async (bench) => {
    const parameters = { theta: 10000, scaling: null };
    const width = (shape.heads + 2 * shape.keyValueHeads) * shape.headDim;
    const qkv = bench.tensor(ROWS.length, width, 51);
    const table = bench.upload(ropeTable(40, shape.headDim, parameters));
    const rows = bench.rows(ROWS);
    await bench.run(ROWS.length, await create(context, shape, { qkv: qkv.buffer, table, rows }));
    const got = await bench.floats(qkv.buffer, ROWS.length * qkv.stride);
    const meter = new ErrorMeter();
    for (const [row, { position }] of ROWS.entries()) {
      for (let head = 0; head < shape.heads + 2 * shape.keyValueHeads; head++) {
        const from = row * qkv.stride + head * shape.headDim;
        const values = qkv.values.subarray(from, from + shape.headDim);
        const turned = head < shape.heads + shape.keyValueHeads;
        const expected = turned ? ropeReference(values, position, parameters) : Float64Array.from(values);
        const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expected.forEach((value, i) => meter.compare(got[from + i], value, size));
      }
    }
    return meter.result(4 * UNIT_ROUNDOFF);
  });
}

/** Binding of kv-append: the pass's keys and values into the cache. */
import { bytes, flops } from '../../src/foundation/units';
import { cacheBytesRead, cacheElements, cachedHead, cacheIndex, type CacheShape } from '../../src/kernels/cache/layout';
import { contiguousHalves } from '../../src/kernels/cache/loader';
import { cachedValue, readHead } from '../../src/kernels/cache/reference';
import type { CheckBench } from '../../src/kernels/check/bench';
import { UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { defineKernel } from '../../src/kernels/define';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { rowTable, run, type Row } from '../../src/kernels/rows';
import { assemble, fill } from '../../src/kernels/template';
import { qkvStride } from '../rope';
import newHeads from './new-heads.wgsl?raw';
import source from './kv-append.wgsl?raw';

export interface KvAppendShape extends CacheShape {
  readonly heads: number;
}

export const kernel = defineKernel<KvAppendShape, KvAppendBuffers>({
  name: 'kv-append',
  describe: ({ heads, keyValueHeads, headDim, capacity }) =>
    `${heads}/${keyValueHeads} heads of ${headDim}, room for ${capacity}`,
  cost: (shape) => ({
    flops: flops(0),
    bytes: bytes(8 * shape.keyValueHeads * shape.headDim + cacheBytesRead(shape, 1)),
  }),
  check,
  program: (_, shape) => {
    const { heads, keyValueHeads, headDim } = shape;
    return {
      ...assemble(source, {
        ROWS: rowTable(),
        CACHE: contiguousHalves.declarations('read_write'),
        NEW_HEADS: fill(newHeads, { KEY: 'qkv[row * STRIDE + KEY_OFFSET + head * HEAD_DIM + quad * 4u + e]' }),
      }),
      constants: {
        ...contiguousHalves.constants(shape),
        HEAD_DIM: headDim,
        KEY_OFFSET: heads * headDim,
        VALUE_OFFSET: (heads + keyValueHeads) * headDim,
        STRIDE: qkvStride(shape),
        THREADS,
      },
      workgroups: elementwise((keyValueHeads * cachedHead(headDim)) / 4),
    };
  },
  cases: [
    { heads: 4, keyValueHeads: 2, headDim: 64, capacity: 16 },
    { heads: 3, keyValueHeads: 1, headDim: 10, capacity: 9 },
    // A prompt of one token.
    { heads: 2, keyValueHeads: 1, headDim: 8, capacity: 1 },
  ],
});

export interface KvAppendBuffers {
  /** (rows, q|k|v) f32, rotated */
  readonly qkv: GPUBuffer;
  /** See src/kernels/cache/layout.ts for both. */
  readonly keys: GPUBuffer;
  readonly values: GPUBuffer;
  /** The row table of the pass. */
  readonly rows: GPUBuffer;
}

export const { create } = kernel;

const SEQUENCES = 3;

async function check(bench: CheckBench, shape: KvAppendShape) {
  const { heads, keyValueHeads, headDim, capacity } = shape;
  // A run up to the end of the last sequence, and a row of each of the others.
  const table: readonly Row[] = [
    { sequence: 1, position: Math.min(2, capacity - 1) },
    ...run(Math.max(0, capacity - 3), Math.min(3, capacity), 2),
    { sequence: 0, position: capacity - 1 },
  ];
  const qkv = bench.tensor(table.length, (heads + 2 * keyValueHeads) * headDim, 61);
  const elements = cacheElements(shape, SEQUENCES);
  const keys = bench.poisoned(elements / 2);
  const values = bench.poisoned(elements / 2);
  const buffers = { qkv: qkv.buffer, keys, values, rows: bench.rows(table) };
  await bench.run(table.length, await create(bench.context, shape, buffers));
  for (const [buffer, offset] of [
    [keys, heads * headDim],
    [values, (heads + keyValueHeads) * headDim],
  ] as const) {
    const got = new Uint16Array((await bench.words(buffer, elements / 2)).buffer);
    for (let head = 0; head < keyValueHeads; head++) {
      for (const [r, row] of table.entries()) {
        const given = qkv.row(r).subarray(offset + head * headDim, offset + (head + 1) * headDim);
        readHead(got, shape, row, head).forEach((held, d) => {
          const expected = cachedValue(given[d] ?? 0);
          bench.meter.compare(held, expected, Math.max(Math.abs(expected), 2 ** -14));
        });
        const at = cacheIndex(shape, row, head);
        for (let i = at; i < at + cachedHead(headDim); i++) got[i] = poison(i);
      }
    }
    // All else belongs to other passes.
    const written = got.findIndex((half, i) => half !== poison(i));
    bench.meter.equal(written, -1);
  }
  // WGSL leaves the rounding of pack2x16float open: one unit in the last place of binary16.
  return bench.meter.result(2 ** 13 * 2 * UNIT_ROUNDOFF);
}

/** Half `i` of what CheckBench.poisoned holds. */
const poison = (i: number): number => (i % 2 === 0 ? 0xdead : 0x7fc0);

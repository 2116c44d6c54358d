/** Binding of kv-append: the pass's keys and values into the fixed-size cache. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { fromHalf } from '../../src/kernels/matrix/half';
import { rowTable, run } from '../../src/kernels/rows';
import { assemble } from '../../src/kernels/template';
import { qkvStride } from '../rope';
import { cachedHead, cachedValue, cacheElements, cacheIndex, type CacheShape } from './reference';
import source from './kv-append.wgsl?raw';

export interface KvAppendShape extends CacheShape {
  readonly heads: number;
}

export const kernel = defineKernel<KvAppendShape>({
  name: 'kv-append',
  describe: ({ heads, keyValueHeads, headDim, capacity }) =>
    `${heads}/${keyValueHeads} heads of ${headDim}, room for ${capacity}`,
  cost: ({ keyValueHeads, headDim }) => ({ flops: flops(0), bytes: bytes(12 * keyValueHeads * headDim) }),
  check,
  programs: (_, shape) => [program(shape)],
  cases: [
    { heads: 4, keyValueHeads: 2, headDim: 64, capacity: 16 },
    { heads: 3, keyValueHeads: 1, headDim: 10, capacity: 9 },
  ],
});

export interface KvAppendBuffers {
  /** (tokens, q|k|v) f32, rotated */
  readonly qkv: GPUBuffer;
  /** cacheElements() of f16 each */
  readonly keys: GPUBuffer;
  readonly values: GPUBuffer;
  /** The row table of the pass. */
  readonly rows: GPUBuffer;
}

function program(shape: KvAppendShape): Program {
  const { heads, keyValueHeads, headDim } = shape;
  const pairs = cachedHead(headDim) / 2;
  return {
    ...assemble(source, { ROWS: rowTable() }),
    constants: {
      KV_HEADS: keyValueHeads,
      HEAD_DIM: headDim,
      PAIRS: pairs,
      CAPACITY: shape.capacity,
      KEY_OFFSET: heads * headDim,
      VALUE_OFFSET: (heads + keyValueHeads) * headDim,
      STRIDE: qkvStride(shape),
      THREADS,
    },
    workgroups: elementwise(keyValueHeads * pairs),
    perRow: true,
  };
}

export function create(context: GpuContext, shape: KvAppendShape, buffers: KvAppendBuffers): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use(shape),
    program: program(shape),
    buffers: { qkv: buffers.qkv, keys: buffers.keys, values: buffers.values, rows: buffers.rows },
  });
}

function check(context: GpuContext, shape: KvAppendShape) {
  return onBench(context, async (bench) => {
    const { heads, keyValueHeads, headDim } = shape;
    const tokens = 3;
    const position = shape.capacity - tokens;
    const width = (heads + 2 * keyValueHeads) * headDim;
    const qkv = bench.tensor(tokens, width, 61);
    const keys = bench.poisoned(cacheElements(shape) / 2);
    const values = bench.poisoned(cacheElements(shape) / 2);
    const rows = bench.rows(run(position, tokens));
    await bench.run(tokens, await create(context, shape, { qkv: qkv.buffer, keys, values, rows }));
    const meter = new ErrorMeter();
    for (const [buffer, offset] of [
      [keys, heads * headDim],
      [values, (heads + keyValueHeads) * headDim],
    ] as const) {
      const got = new Uint16Array((await bench.words(buffer, cacheElements(shape) / 2)).buffer);
      for (let head = 0; head < keyValueHeads; head++) {
        for (let token = 0; token < tokens; token++) {
          for (let d = 0; d < cachedHead(headDim); d++) {
            const exact = d < headDim ? (qkv.values[token * qkv.stride + offset + head * headDim + d] ?? 0) : 0;
            const expected = cachedValue(exact);
            const half = got[cacheIndex(shape, head, position + token, d)] ?? 0;
            meter.compare(fromHalf(half), expected, Math.max(Math.abs(expected), 2 ** -14));
          }
        }
        // The position before the pass belongs to an earlier one.
        meter.equal(got[cacheIndex(shape, head, position - 1, 0)], 0xdead);
      }
    }
    // WGSL leaves the rounding of pack2x16float open: one unit in the last place of binary16.
    return meter.result(2 ** 13 * 2 * UNIT_ROUNDOFF);
  });
}

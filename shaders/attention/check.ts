/** Checks attention, split or not, against the float64 reference over a cache with a poisoned remainder. */
import type { GpuContext } from '../../src/device/context';
import { onBench, type CheckBench } from '../../src/kernels/check/bench';
import { ErrorMeter, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { activations } from '../../src/kernels/random';
import { spread } from '../../src/kernels/check/sampling';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import { fromHalf, toHalf } from '../../src/kernels/matrix/half';
import { padded } from '../../src/kernels/matrix/layout';
import { run } from '../../src/kernels/rows';
import { cachedHead, cachedValue, cacheElements, cacheIndex } from '../kv-append/reference';
import { ropeReference, ropeTable } from '../rope/reference';
import { attentionReference } from './reference';
import type { SplitBuffers } from '../attention-merge';
import { scratch, type AttentionShape } from './plan';

export interface CheckBuffers {
  readonly qkv: GPUBuffer;
  readonly keys: GPUBuffer;
  readonly values: GPUBuffer;
  readonly rows: GPUBuffer;
  readonly table: GPUBuffer;
  readonly out: GPUBuffer;
}

interface Cache {
  readonly buffer: GPUBuffer;
  readonly head: (head: number, position: number) => Float64Array;
}

/** A cache of which the first `filled` positions hold values and the rest NaN. */
function makeCache(bench: CheckBench, shape: AttentionShape, filled: number, seed: number): Cache {
  const width = cachedHead(shape.headDim);
  const halves = new Uint16Array(cacheElements(shape)).fill(0x7e00);
  const random = activations(shape.keyValueHeads * filled * shape.headDim, seed);
  for (let head = 0; head < shape.keyValueHeads; head++) {
    for (let position = 0; position < filled; position++) {
      for (let d = 0; d < width; d++) {
        const value = random[(head * filled + position) * shape.headDim + d] ?? 0;
        halves[cacheIndex(shape, head, position, d)] = d < shape.headDim ? toHalf(value) : 0;
      }
    }
  }
  return {
    buffer: bench.upload(new Uint32Array(halves.buffer)),
    head: (head, position) =>
      Float64Array.from({ length: shape.headDim }, (_, d) =>
        fromHalf(halves[cacheIndex(shape, head, position, d)] ?? 0),
      ),
  };
}

const ROPE = { theta: 10000, scaling: null };

/** @param dispatches makes what is checked, from qkv, cache and state to `out` */
export function checkAttention(
  context: GpuContext,
  shape: AttentionShape,
  dispatches: (buffers: CheckBuffers, scratch: SplitBuffers) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> {
  return onBench(context, async (bench) => {
    const { heads, keyValueHeads, headDim, capacity } = shape;
    const tokens = shape.phase === 'decode' ? 1 : Math.min(capacity - 1, 21);
    // As deep as 300 tokens: beyond, the loop only repeats itself and the reference gets slow.
    const position = Math.min(capacity - tokens, 300);
    const here = shape.append === 'here';
    const filled = position + (here ? 0 : tokens);
    const keys = makeCache(bench, shape, filled, 121);
    const values = makeCache(bench, shape, filled, 122);
    const qkv = bench.tensor(tokens, (heads + 2 * keyValueHeads) * headDim, 123);
    const stride = padded(heads * headDim);
    const out = bench.poisoned(stride * (tokens + 1));
    const rows = bench.rows(run(position, tokens));
    const table = bench.upload(ropeTable(position + tokens, headDim, ROPE));
    const buffers = { qkv: qkv.buffer, keys: keys.buffer, values: values.buffer, rows, table, out };
    const made = await dispatches(buffers, scratch(context, shape));
    await bench.run(tokens, ...made);
    const got = await bench.floats(out, stride * (tokens + 1));

    // Columns of q|k|v as they were given.
    const columns = (first: number, token: number) =>
      qkv.values.subarray(token * qkv.stride + first * headDim, token * qkv.stride + (first + 1) * headDim);
    const key = (shared: number, j: number) =>
      here && j === position
        ? ropeReference(columns(heads + shared, 0), position, ROPE).map(cachedValue)
        : keys.head(shared, j);
    const value = (shared: number, j: number) =>
      here && j === position
        ? Float64Array.from(columns(heads + keyValueHeads + shared, 0), cachedValue)
        : values.head(shared, j);
    const meter = new ErrorMeter();
    for (const token of spread(tokens, 6)) {
      for (const head of spread(heads, 9)) {
        const shared = Math.floor(head / (heads / keyValueHeads));
        const query = columns(head, token);
        const count = position + token + 1;
        const expected = attentionReference(
          here ? ropeReference(query, position, ROPE) : query,
          Array.from({ length: count }, (_, j) => key(shared, j)),
          Array.from({ length: count }, (_, j) => value(shared, j)),
        );
        for (let d = 0; d < headDim; d++) {
          meter.compare(
            got[token * stride + head * headDim + d],
            expected.values[d] ?? NaN,
            (expected.sizes[d] ?? 0) + 1e-3,
          );
        }
      }
    }
    meter.untouched(got[tokens * stride]);
    if (here) await compareCache(bench, shape, position, [keys.buffer, values.buffer], [key, value], meter);
    // Scores reach hundreds here (outlier meets outlier), and exp turns their absolute error into a relative one:
    // 300 * 2^-24 from the score itself and as much from exp (WGSL: 3 + 2|x| units in the last place).
    return meter.result(2048 * UNIT_ROUNDOFF);
  });
}

/** The token's own key and value lie in the cache, rounded, and its neighbours are as they were. */
async function compareCache(
  bench: CheckBench,
  shape: AttentionShape,
  position: number,
  buffers: readonly GPUBuffer[],
  expected: readonly ((head: number, position: number) => ArrayLike<number>)[],
  meter: ErrorMeter,
): Promise<void> {
  for (const [i, buffer] of buffers.entries()) {
    const halves = new Uint16Array(await bench.context.read(buffer, 0, cacheElements(shape) * 2));
    for (const head of spread(shape.keyValueHeads, 3)) {
      const own = expected[i]?.(head, position) ?? [];
      for (let d = 0; d < shape.headDim; d++) {
        const got = fromHalf(halves[cacheIndex(shape, head, position, d)] ?? 0);
        // One f16 rounding either way where RoPE's f32 sum lies at the border between two.
        meter.compare(got, own[d] ?? NaN, Math.abs(own[d] ?? 0) * 16 + 1e-3);
      }
      if (position + 1 < shape.capacity) {
        meter.untouched(fromHalf(halves[cacheIndex(shape, head, position + 1, 0)] ?? 0));
      }
    }
  }
}

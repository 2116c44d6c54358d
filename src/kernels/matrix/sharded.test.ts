/** Matrices in several shards, as an adapter with small bindings makes them necessary: the same results as in one. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../../test/fixtures/device';
import * as gather from '../../../shaders/embedding-gather';
import * as gemm from '../../../shaders/gemm';
import * as gemv from '../../../shaders/gemv';
import { onBench } from '../check/bench';
import { activations } from '../random';
import type { Dispatch } from '../kernel';
import { uploadMatrix, type GpuMatrix } from './gpu-matrix';
import { padded } from './layout';
import { run } from '../rows';
import { rowPacker } from './pack';

const ROWS = 161;
const COLUMNS = 500;
const TOKENS = 5;
/** Room for 64 rows at INT4, where 32 take 8 KiB. How a matrix is cut does not depend on its format, and compiling takes time. */
const SMALL_BINDING = 20_000;
/** NVFP4 beside INT4: one of its scales is that of the whole tensor. */
const ONE = { arithmetic: 'f32', tokens: 1 } as const;
const FORMATS = ['int4', 'nvfp4'] as const;

describe.each(FORMATS)('a matrix in three shards at %s', (format) => {
  const context = withDevice();
  const limited = () => {
    const limits = { ...context().granted.limits, maxStorageBufferBindingSize: SMALL_BINDING };
    return seenAs(context, { limits })();
  };
  const values = activations(ROWS * COLUMNS, 1);
  const matrix = (from: () => ReturnType<typeof context>) =>
    uploadMatrix(from(), 'test', { format, rows: ROWS, columns: COLUMNS }, rowPacker(format, values, COLUMNS));

  /** Output of a kernel over the whole matrix and over its shards. */
  async function both(
    elements: number,
    make: (matrix: GpuMatrix, buffers: { x: GPUBuffer; y: GPUBuffer; rows: GPUBuffer }) => Promise<Dispatch[]>,
  ): Promise<[Float32Array, Float32Array]> {
    const whole = matrix(context);
    const shards = matrix(limited);
    expect(whole.shards).toHaveLength(1);
    expect(shards.shards.map(({ rowStart }) => rowStart)).toEqual([0, 64, 128]);
    const results: Float32Array[] = [];
    await onBench(context(), async (bench) => {
      const x = bench.tensor(TOKENS, COLUMNS, 2).buffer;
      for (const which of [whole, shards]) {
        const y = bench.poisoned(elements);
        await bench.run(TOKENS, ...(await make(which, { x, y, rows: bench.rows(run(0, TOKENS)) })));
        results.push(await bench.floats(y, elements));
      }
      return { largestError: 0, tolerance: 0, compared: 0 };
    });
    const [one = new Float32Array(), other = new Float32Array()] = results;
    return [one, other];
  }

  it('gives the same GEMV', async () => {
    const [whole, shards] = await both(ROWS, (m, { x, y }) =>
      gemv.create(
        context(),
        m,
        { from: { kind: 'plain', x }, y, output: 'store', bias: null, rows: null },
        { ...ONE, variant: gemv.variants(context(), ONE)[0] },
      ),
    );
    expect(shards).toEqual(whole);
    expect(whole.every(Number.isFinite)).toBe(true);
  });

  it('gives the same GEMM', async () => {
    const [variant] = gemm.variants(context(), { arithmetic: 'f32', rows: ROWS, tokens: TOKENS });
    const [whole, shards] = await both(TOKENS * padded(ROWS), (m, { x, y, rows }) =>
      gemm.create(
        context(),
        m,
        { from: { kind: 'plain', x }, y, output: 'store', bias: null, rows },
        { tokens: TOKENS, variant },
      ),
    );
    expect(shards).toEqual(whole);
    expect(whole.subarray(0, ROWS).every(Number.isFinite)).toBe(true);
  });

  it('gathers the same embeddings, from every shard', async () => {
    const tokens = context().buffers.upload('tokens', Uint32Array.of(0, 160, 63, 64, 130));
    const [whole, shards] = await both(TOKENS * padded(COLUMNS), (m, { y, rows }) =>
      gather.create(context(), m, TOKENS, { tokens, rows, hidden: y }),
    );
    expect(shards).toEqual(whole);
    expect(whole.every(Number.isFinite)).toBe(true);
  });
});

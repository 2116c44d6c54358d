/** Synthetic weights: the published parameter counts, the same bytes everywhere, and layers that keep their signal alive. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../../test/fixtures/device';
import * as generator from '../../../shaders/synthetic-weights';
import { syntheticWeight } from '../../../shaders/synthetic-weights/reference';
import { encode } from '../../kernels/bind';
import { MATRIX_FORMATS, type MatrixFormat } from '../../kernels/format';
import { allocateMatrix, type GpuMatrix } from '../../kernels/matrix/gpu-matrix';
import { blocksOf, padded, scaleCount, wordCount, type PackedMatrix } from '../../kernels/matrix/layout';
import { rowPacker } from '../../kernels/matrix/pack';
import { unpackRow, weightAt } from '../../kernels/matrix/unpack';
import type { ModelConfig } from '../config';
import { loadModel } from '../load';
import { GREEDY } from '../session';
import { parameterCount, SHAPES } from '../shapes';
import { syntheticWeights } from './synthetic';
import { RECIPES } from '../../kernels/recipe';

const shapeOf = (name: string): ModelConfig => SHAPES.find((shape) => shape.name === name) ?? expect.fail(name);

/** No size is a multiple of 32, nothing is left out. */
const ODD: ModelConfig = {
  ...shapeOf('Qwen2.5-0.5B'),
  name: 'odd',
  hiddenSize: 90,
  heads: 5,
  keyValueHeads: 1,
  headDim: 18,
  intermediateSize: 130,
  vocabSize: 1001,
  outputBias: true,
  tiedEmbeddings: false,
};

it.each(SHAPES)('$name has its $parameters parameters', (shape) => {
  expect(parameterCount(shape)).toBe(shape.parameters);
});

it.each(MATRIX_FORMATS)('are in the range of %s at every width that a published shape has', (format) => {
  const widths = SHAPES.flatMap(({ hiddenSize, heads, headDim, intermediateSize }) => [
    hiddenSize,
    heads * headDim,
    intermediateSize,
  ]);
  for (const columns of new Set(widths)) {
    const matrix = { format, rows: 2, columns, seed: columns };
    const values = Float32Array.from({ length: 2 * columns }, (_, i) =>
      syntheticWeight(matrix, Math.floor(i / columns), i % columns),
    );
    const lost: unknown[] = [];
    rowPacker(format, values, columns, (...one) => lost.push(one))(0, 2);
    expect(lost).toEqual([]);
    // Nor does it lean on subnormal scales, which a device may take for zero.
    const { size, least } = SMALLEST[format];
    const smallest = values.reduce((most, value) => (value === 0 ? most : Math.min(most, Math.abs(value))), Infinity);
    expect(smallest / size).toBeGreaterThanOrEqual(least);
  }
});

/** The smallest level that is not zero, and the smallest normal scale. */
const SMALLEST = {
  fp16: { size: 1, least: 2 ** -14 },
  int8: { size: 1, least: 2 ** -14 },
  int4: { size: 1, least: 2 ** -14 },
  mxfp4: { size: 0.5, least: 2 ** -126 },
  nvfp4: { size: 0.5, least: 2 ** -126 },
} as const;

describe('the generator', () => {
  const context = withDevice();

  async function generate(format: MatrixFormat, rows: number, columns: number, seed: number): Promise<PackedMatrix> {
    const matrix = allocateMatrix(context(), 'test', { format, rows, columns });
    const [shard] = matrix.shards;
    if (shard === undefined) throw new Error('a matrix without shards');
    const encoder = context().device.createCommandEncoder();
    encode(encoder, [await generator.create(context(), shard, seed)], 1);
    context().device.queue.submit([encoder.finish()]);
    return packed(shard);
  }

  async function packed({ words, scales, shape }: GpuMatrix['shards'][number]): Promise<PackedMatrix> {
    return {
      shape,
      words: new Uint32Array(await context().read(words, 0, wordCount(shape) * 4)),
      scales:
        scales === null ? new Uint32Array(0) : new Uint32Array(await context().read(scales, 0, scaleCount(shape) * 4)),
    };
  }

  async function weightsOf({ shards }: GpuMatrix): Promise<number[]> {
    const all: number[] = [];
    for (const shard of shards) {
      const matrix = await packed(shard);
      for (let row = 0; row < matrix.shape.rows; row++) all.push(...unpackRow(matrix, row));
    }
    return all;
  }

  // What the bytes are is part of the workload's identity: another hash needs another name for the generator.
  it.each([
    { format: 'fp16' as const, sha256: '1048c566343dda94563bff9218fe0ba0e552f7f21cf5ab787fa9909ba97be42d' },
    { format: 'int8' as const, sha256: 'c427295326504118c63738059dae80a2070b48054884bd7ddf08fe3b141182b8' },
    { format: 'int4' as const, sha256: 'a3a04a683016122e53ddd61fcee11b1c7081da109242d4ea6801e73d79b9ec5b' },
    { format: 'mxfp4' as const, sha256: '5119318fd446bf1e34bb7cb97a6dc2daffa379129a4d0292808ef6def76a8f06' },
    { format: 'nvfp4' as const, sha256: '8832a4ba87b84a853d1d91e51ec77958c936074b9b1b2b4539b8f5b5da47029f' },
  ])('makes the same bytes on every adapter at $format, those that TypeScript computes', async ({ format, sha256 }) => {
    const [rows, columns, seed] = [70, 100, 0x1234567];
    const packed = await generate(format, rows, columns, seed);
    const wrong: string[] = [];
    for (let row = 0; row < padded(rows); row++) {
      for (let column = 0; column < padded(columns); column++) {
        const inside = row < rows && column < columns;
        const expected = inside ? syntheticWeight({ format, rows, columns, seed }, row, column) : 0;
        // The sign of a zero is of no matter.
        if (weightAt(packed, row, column) + 0 !== expected + 0) wrong.push(`${row}, ${column}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(createHash('sha256').update(packed.words).update(packed.scales).digest('hex')).toBe(sha256);
  });

  it('uses all 16 levels of INT4, the middle ones most, and scales that vary', async () => {
    const { shape, words, scales } = await generate('int4', 256, 256, 1);
    const counts = new Array<number>(16).fill(0);
    for (const word of words) {
      for (let shift = 0; shift < 32; shift += 4)
        counts[(word >>> shift) & 15] = (counts[(word >>> shift) & 15] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(200);
    expect(Math.max(counts[7] ?? 0, counts[8] ?? 0)).toBe(Math.max(...counts));
    expect(new Set(new Uint16Array(scales.buffer)).size).toBeGreaterThan(500);
    expect(scales.length * 2).toBe(blocksOf(shape) * 256);
  });

  it('makes the same model where an adapter needs its matrices in shards', async () => {
    const config = { ...ODD, layers: 1 };
    const limits = { ...context().granted.limits, maxStorageBufferBindingSize: 30_000 };
    const limited = seenAs(context, { limits })();
    const whole = await syntheticWeights(context(), config, RECIPES.int8);
    const shards = await syntheticWeights(limited, config, RECIPES.int8);
    expect([whole.embedding.shards.length, shards.embedding.shards.length]).toEqual([1, 4]);
    expect(differences(await weightsOf(shards.embedding), await weightsOf(whole.embedding))).toBe(0);
    const [one, other] = [whole.layers[0], shards.layers[0]];
    if (one === undefined || other === undefined) throw new Error('no layer');
    expect(differences(await weightsOf(other.down), await weightsOf(one.down))).toBe(0);
    limited.buffers.destroyAll();
    context().buffers.destroyAll();
  });

  it('makes another matrix from another seed', async () => {
    const [one, same, other] = [
      await generate('int8', 32, 64, 1),
      await generate('int8', 32, 64, 1),
      await generate('int8', 32, 64, 2),
    ];
    expect(same.words).toEqual(one.words);
    const differing = one.words.filter((word, i) => word !== other.words[i]).length;
    expect(differing).toBeGreaterThan(one.words.length * 0.99);
  });
});

describe('no layer’s output is zero, constant or non-finite', () => {
  const context = withDevice();
  const TOKENS = [3, 500, 77, 500, 12, 1000, 9];
  // A layer does not depend on the vocabulary, and SmolLM2's would take longer than all layers.
  const smol: ModelConfig = { ...shapeOf('SmolLM2-135M'), vocabSize: 1024 };

  it.each([
    { config: ODD, depths: [1, 4], format: 'fp16' as const },
    { config: ODD, depths: [1, 4], format: 'int4' as const },
    { config: shapeOf('Fable'), depths: [1, 3, 6], format: 'int4' as const },
    { config: smol, depths: [1, 2, 3], format: 'int4' as const },
  ])('$config.name at $format, up to layers $depths', async ({ config, depths, format }) => {
    for (const layers of depths) {
      // Layers are made one after the other: the first few of a deeper model are the same.
      const model = await loadModel(
        context(),
        () => syntheticWeights(context(), { ...config, layers }, RECIPES[format]),
        { capacity: 16, chunk: 8, allLogits: false },
        null,
      );
      try {
        await model.session.prefill(TOKENS, 0, GREEDY);
        const {
          activations: { hidden, attended, activated },
          logits,
        } = model.transformer.buffers;
        const read = async (buffer: GPUBuffer, width: number, rows: number) =>
          rowsOf(new Float32Array(await context().read(buffer, 0, rows * padded(width) * 4)), width, rows);
        const outputs = {
          hidden: await read(hidden, config.hiddenSize, TOKENS.length),
          attended: await read(attended, config.heads * config.headDim, TOKENS.length),
          activated: await read(activated, config.intermediateSize, TOKENS.length),
          logits: await read(logits, config.vocabSize, 1),
        };
        for (const [name, rows] of Object.entries(outputs)) {
          for (const row of rows) {
            const place = `${name} after ${layers} layers`;
            expect(row.every(Number.isFinite), place).toBe(true);
            expect(rootMeanSquare(row), place).toBeGreaterThan(1e-3);
            expect(rootMeanSquare(row), place).toBeLessThan(1e3);
            // Nearly as many values as places: nothing is stuck. The first token's attention is its own value, so that heads
            // which share a value are equal there.
            expect(new Set(row).size, place).toBeGreaterThan((0.9 * row.length * config.keyValueHeads) / config.heads);
          }
          const [first, second] = rows;
          if (second !== undefined) expect(second).not.toEqual(first);
        }
      } finally {
        model.dispose();
      }
    }
  });
});

const differences = (a: readonly number[], b: readonly number[]): number =>
  Math.abs(a.length - b.length) + a.filter((value, i) => value !== b[i]).length;

function rowsOf(values: Float32Array, width: number, rows: number): Float32Array[] {
  return Array.from({ length: rows }, (_, row) => values.subarray(row * padded(width), row * padded(width) + width));
}

const rootMeanSquare = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

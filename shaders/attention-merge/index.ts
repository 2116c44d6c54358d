/** Binding of attention-merge: the second half of split attention. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { activations } from '../../src/kernels/random';
import { THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { cachedHead } from '../kv-append/reference';
import { mergeReference } from './reference';
import source from './attention-merge.wgsl?raw';

export interface MergeShape {
  readonly heads: number;
  readonly headDim: number;
  readonly splits: number;
}

export const kernel = defineKernel<MergeShape>({
  name: 'attention-merge',
  source,
  describe: ({ heads, headDim, splits }) => `${heads} heads of ${headDim}, ${splits} splits`,
  cost: ({ heads, headDim, splits }) => ({
    flops: flops(2 * heads * headDim * splits),
    bytes: bytes(4 * heads * headDim * (splits + 1)),
  }),
  check,
  cases: [
    { heads: 4, headDim: 64, splits: 16 },
    { heads: 3, headDim: 10, splits: 2 },
  ],
});

export interface MergeBuffers {
  /** (splits, heads, cached head) f32 */
  readonly partial: GPUBuffer;
  /** (splits, heads, 2) f32: maximum, sum of weights */
  readonly stats: GPUBuffer;
  /** (heads * headDim) f32 */
  readonly out: GPUBuffer;
}

/** The buffers between the two halves. */
export function scratch(context: GpuContext, { heads, headDim, splits }: MergeShape): Omit<MergeBuffers, 'out'> {
  return {
    partial: context.buffers.create('attention partial', splits * heads * cachedHead(headDim) * 4),
    stats: context.buffers.create('attention stats', splits * heads * 8),
  };
}

export function create(context: GpuContext, shape: MergeShape, buffers: MergeBuffers): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use({ heads: shape.heads, headDim: shape.headDim, splits: shape.splits }),
    code: source,
    constants: {
      HEADS: shape.heads,
      HEAD_DIM: shape.headDim,
      QUADS: cachedHead(shape.headDim) / 4,
      SPLITS: shape.splits,
      THREADS,
    },
    buffers: [buffers.partial, buffers.stats, buffers.out],
    workgroups: () => [Math.ceil((shape.heads * shape.headDim) / THREADS), 1, 1],
    perRow: false,
  });
}

function check(context: GpuContext, shape: MergeShape) {
  return onBench(context, async (bench) => {
    const { heads, headDim, splits } = shape;
    const width = cachedHead(headDim);
    const partial = activations(splits * heads * width, 131);
    const stats = activations(splits * heads * 2, 132).map((value, i) => (i % 2 === 0 ? value : Math.abs(value) + 0.1));
    // The last split had no keys: nothing of it may count.
    const empty = splits - 1;
    partial.fill(0, empty * heads * width);
    for (let head = 0; head < heads; head++) stats.set([-3.4e38, 0], (empty * heads + head) * 2);
    const out = bench.poisoned(heads * headDim + 1);
    const buffers = { partial: bench.upload(partial), stats: bench.upload(stats), out };
    await bench.run(1, await create(context, shape, buffers));
    const got = await bench.floats(out, heads * headDim + 1);
    const meter = new ErrorMeter();
    for (let head = 0; head < heads; head++) {
      const parts = Array.from({ length: splits }, (_, s) => {
        const at = s * heads + head;
        return {
          maximum: stats[at * 2] ?? NaN,
          weight: stats[at * 2 + 1] ?? NaN,
          values: partial.subarray(at * width, at * width + headDim),
        };
      });
      const sizes = mergeReference(
        parts.map((part) => ({ ...part, values: part.values.map(Math.abs) })),
        headDim,
      );
      mergeReference(parts, headDim).forEach((value, d) => {
        meter.compare(got[head * headDim + d], value, (sizes[d] ?? 0) + 1e-6);
      });
    }
    meter.untouched(got[heads * headDim]);
    return meter.result(256 * 2 ** -24);
  });
}

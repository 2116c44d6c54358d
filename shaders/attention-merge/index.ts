/** Binding of attention-merge: the second half of split attention. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { cachedHead } from '../../src/kernels/cache/layout';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { padded } from '../../src/kernels/matrix/layout';
import { assemble } from '../../src/kernels/template';
import { partialResults } from './partial-results';
import source from './attention-merge.wgsl?raw';

export interface MergeShape {
  readonly heads: number;
  readonly headDim: number;
  readonly splits: number;
}

export const kernel = defineKernel<MergeShape, MergeBuffers>({
  name: 'attention-merge',
  describe: ({ heads, headDim, splits }) => `${heads} heads of ${headDim}, ${splits} splits`,
  cost: ({ heads, headDim, splits }) => ({
    flops: flops(2 * heads * headDim * splits),
    bytes: bytes(4 * heads * headDim * (splits + 1)),
  }),
  check,
  program: (_, { heads, headDim, splits }) => ({
    ...assemble(source),
    constants: {
      ...{ HEADS: heads, HEAD_DIM: headDim, HEAD_STRIDE: cachedHead(headDim), SPLITS: splits, THREADS },
      OUT_STRIDE: padded(heads * headDim),
    },
    workgroups: elementwise(heads * headDim),
  }),
  cases: [
    { heads: 4, headDim: 64, splits: 16 },
    { heads: 3, headDim: 10, splits: 2 },
  ],
});

/** What split attention leaves behind. */
export interface SplitBuffers {
  /** (rows, splits, heads, cached head) f32 */
  readonly split_sums: GPUBuffer;
  /** (rows, splits, heads, 2) f32: maximum, sum of weights */
  readonly split_stats: GPUBuffer;
}

export interface MergeBuffers extends SplitBuffers {
  /** (rows, heads * headDim padded) f32 */
  readonly out: GPUBuffer;
}

/** The buffers between the two halves. */
export function scratch(context: GpuContext, { heads, headDim, splits }: MergeShape, rows: number): SplitBuffers {
  return {
    split_sums: context.buffers.create('attention sums', rows * splits * heads * cachedHead(headDim) * 4),
    split_stats: context.buffers.create('attention stats', rows * splits * heads * 8),
  };
}

export const { create } = kernel;

async function check(bench: CheckBench, shape: MergeShape) {
  const tokens = 3;
  const width = shape.heads * shape.headDim;
  const { merged, sizes, ...split } = partialResults(bench, shape, tokens);
  const out = bench.output(tokens, width);
  await bench.run(tokens, await create(bench.context, shape, { ...split, out: out.buffer }));
  await bench.compare(out, 'untouched', (row, i) => {
    const at = row * width + i;
    return [merged[at] ?? NaN, (sizes[at] ?? 0) + 1e-6];
  });
  return bench.meter.result(256 * 2 ** -24);
}

/** Binding of attention-merge: the second half of split attention. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { cachedHead } from '../../src/kernels/cache/layout';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { assemble } from '../../src/kernels/template';
import { partialResults } from './partial-results';
import type { MergeBuffers, MergeShape, SplitBuffers } from './shape';
import source from './attention-merge.wgsl?raw';

export type { MergeBuffers, MergeShape, SplitBuffers } from './shape';

export const kernel = defineKernel<MergeShape>({
  name: 'attention-merge',
  describe: ({ heads, headDim, splits }) => `${heads} heads of ${headDim}, ${splits} splits`,
  cost: ({ heads, headDim, splits }) => ({
    flops: flops(2 * heads * headDim * splits),
    bytes: bytes(4 * heads * headDim * (splits + 1)),
  }),
  check,
  programs: (_, shape) => [program(shape)],
  cases: [
    { heads: 4, headDim: 64, splits: 16 },
    { heads: 3, headDim: 10, splits: 2 },
  ],
});

/** The buffers between the two halves. */
export function scratch(context: GpuContext, { heads, headDim, splits }: MergeShape, rows: number): SplitBuffers {
  return {
    sums: context.buffers.create('attention sums', rows * splits * heads * cachedHead(headDim) * 4),
    stats: context.buffers.create('attention stats', rows * splits * heads * 8),
  };
}

const program = ({ heads, headDim, splits }: MergeShape): Program => ({
  ...assemble(source),
  constants: {
    ...{ HEADS: heads, HEAD_DIM: headDim, HEAD_STRIDE: cachedHead(headDim), SPLITS: splits, THREADS },
    OUT_STRIDE: padded(heads * headDim),
  },
  workgroups: elementwise(heads * headDim),
});

export function create(context: GpuContext, shape: MergeShape, buffers: MergeBuffers): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use({ heads: shape.heads, headDim: shape.headDim, splits: shape.splits }),
    program: program(shape),
    buffers: { partial: buffers.sums, stats: buffers.stats, out: buffers.out },
  });
}

function check(context: GpuContext, shape: MergeShape) {
  return onBench(context, async (bench) => {
    const tokens = 3;
    const width = shape.heads * shape.headDim;
    const stride = padded(width);
    const { sums, stats, merged, sizes } = partialResults(bench, shape, tokens);
    const out = bench.poisoned(stride * (tokens + 1));
    await bench.run(tokens, await create(context, shape, { sums, stats, out }));
    const got = await bench.floats(out, stride * (tokens + 1));
    const meter = new ErrorMeter();
    for (let row = 0; row <= tokens; row++) {
      for (let i = 0; i < stride; i++) {
        const at = row * width + i;
        if (row < tokens && i < width) meter.compare(got[row * stride + i], merged[at] ?? NaN, (sizes[at] ?? 0) + 1e-6);
        else meter.untouched(got[row * stride + i]);
      }
    }
    return meter.result(256 * 2 ** -24);
  });
}

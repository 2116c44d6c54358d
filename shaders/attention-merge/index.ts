/** Binding of attention-merge: the second half of split attention. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { assemble } from '../../src/kernels/template';
import { cachedHead } from '../kv-append/reference';
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
export function scratch(context: GpuContext, { heads, headDim, splits }: MergeShape): SplitBuffers {
  return {
    sums: context.buffers.create('attention sums', splits * heads * cachedHead(headDim) * 4),
    stats: context.buffers.create('attention stats', splits * heads * 8),
  };
}

const program = ({ heads, headDim, splits }: MergeShape): Program => ({
  ...assemble(source),
  constants: { HEADS: heads, HEAD_DIM: headDim, QUADS: cachedHead(headDim) / 4, SPLITS: splits, THREADS },
  workgroups: () => [Math.ceil((heads * headDim) / THREADS), 1, 1],
  perRow: false,
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
    const width = shape.heads * shape.headDim;
    const { sums, stats, merged, sizes } = partialResults(bench, shape);
    const out = bench.poisoned(width + 1);
    await bench.run(1, await create(context, shape, { sums, stats, out }));
    const got = await bench.floats(out, width + 1);
    const meter = new ErrorMeter();
    merged.forEach((value, i) => meter.compare(got[i], value, (sizes[i] ?? 0) + 1e-6));
    meter.untouched(got[width]);
    return meter.result(256 * 2 ** -24);
  });
}

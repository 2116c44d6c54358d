/** Binding of roof-empty: a dispatch that does nothing, to measure what one costs. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { assemble } from '../../src/kernels/template';
import { markReference } from './reference';
import source from './roof-empty.wgsl?raw';

export interface EmptyShape {
  /** What the check has each dispatch add; 0 does nothing. */
  readonly marking: number;
}

const PROGRAM: Program = { ...assemble(source), constants: {}, workgroups: () => [1, 1, 1] };

export const kernel = defineKernel<EmptyShape>({
  name: 'roof-empty',
  describe: ({ marking }) => String(marking),
  cost: () => ({ flops: flops(0), bytes: bytes(0) }),
  check,
  programs: () => [PROGRAM],
  cases: [{ marking: 0 }, { marking: 7 }],
});

export interface EmptyBuffers {
  readonly mark: GPUBuffer;
  /** One u32: what each dispatch adds. */
  readonly work: GPUBuffer;
}

export const create = (context: GpuContext, shape: EmptyShape, buffers: EmptyBuffers): Promise<Dispatch> =>
  bind(context, { use: kernel.use(shape), program: PROGRAM, buffers: { ...buffers } });

function check(context: GpuContext, shape: EmptyShape) {
  return onBench(context, async (bench) => {
    const dispatches = 5;
    const mark = bench.upload(Uint32Array.of(100, 200));
    const dispatch = await create(context, shape, { mark, work: bench.upload(Uint32Array.of(shape.marking)) });
    await bench.run(1, ...Array.from({ length: dispatches }, () => dispatch));
    const [counted, beside] = await bench.words(mark, 2);
    const meter = new ErrorMeter();
    meter.equal(counted, markReference(100, shape.marking, dispatches));
    meter.equal(beside, 200);
    return meter.result(0);
  });
}

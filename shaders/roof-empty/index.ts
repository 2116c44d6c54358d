/** Binding of roof-empty: a dispatch that does nothing, to measure what one costs. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import { assemble } from '../../src/kernels/template';
import source from './roof-empty.wgsl?raw';

export interface EmptyShape {
  /** What the check has each dispatch add; 0 does nothing. */
  readonly marking: number;
}

export const kernel = defineKernel<EmptyShape, EmptyBuffers>({
  name: 'roof-empty',
  describe: ({ marking }) => String(marking),
  cost: () => ({ flops: flops(0), bytes: bytes(0) }),
  check,
  program: () => ({ ...assemble(source), constants: {}, workgroups: () => [1, 1, 1] }),
  cases: [{ marking: 0 }, { marking: 7 }],
});

export interface EmptyBuffers {
  readonly mark: GPUBuffer;
  /** One u32: what each dispatch adds. */
  readonly work: GPUBuffer;
}

export const { create } = kernel;

async function check(bench: CheckBench, shape: EmptyShape) {
  const dispatches = 5;
  const mark = bench.upload(Uint32Array.of(100, 200));
  const dispatch = await create(bench.context, shape, { mark, work: bench.upload(Uint32Array.of(shape.marking)) });
  await bench.run(1, ...Array.from({ length: dispatches }, () => dispatch));
  const [counted, beside] = await bench.words(mark, 2);
  bench.meter.equal(counted, 100 + dispatches * shape.marking);
  bench.meter.equal(beside, 200);
  return bench.meter.result(0);
}

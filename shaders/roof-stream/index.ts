/** Binding of roof-stream: reads a buffer from one end to the other, to measure memory bandwidth. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import { mix } from '../../src/kernels/random';
import { assemble } from '../../src/kernels/template';
import { LOADS, streamReference } from './reference';
import source from './roof-stream.wgsl?raw';

export interface StreamShape {
  readonly threads: number;
  /** Steps of eight loads that each invocation makes: more is fewer workgroups. */
  readonly steps: number;
  readonly workgroups: number;
}

/** Bytes that one workgroup reads: a buffer is as many of these as it has workgroups. */
export const bytesPerWorkgroup = ({ threads, steps }: Pick<StreamShape, 'threads' | 'steps'>): number =>
  threads * LOADS * steps * 16;

export const kernel = defineKernel<StreamShape, StreamBuffers>({
  name: 'roof-stream',
  describe: ({ threads, steps, workgroups }) => `${threads}x${steps}x${workgroups}`,
  cost: (shape) => ({ flops: flops(0), bytes: bytes(bytesPerWorkgroup(shape) * shape.workgroups) }),
  check,
  program: (_, { threads, workgroups }) => ({
    ...assemble(source),
    constants: { THREADS: threads },
    workgroups: () => [workgroups, 1, 1],
  }),
  cases: [
    { threads: 64, steps: 1, workgroups: 3 },
    { threads: 64, steps: 5, workgroups: 2 },
    { threads: 256, steps: 2, workgroups: 7 },
  ],
});

export interface StreamBuffers {
  /** bytesPerWorkgroup * workgroups bytes */
  readonly data: GPUBuffer;
  /** One u32 an invocation. */
  readonly sums: GPUBuffer;
  /** One u32: steps. */
  readonly work: GPUBuffer;
}

export const { create } = kernel;

async function check(bench: CheckBench, shape: StreamShape) {
  // Every word counts, and at every place another: words swapped between two invocations would show.
  const words = Uint32Array.from({ length: (bytesPerWorkgroup(shape) * shape.workgroups) / 4 }, (_, i) => mix(i));
  const count = shape.threads * shape.workgroups;
  const sums = bench.poisoned(count);
  const work = bench.upload(Uint32Array.of(shape.steps));
  await bench.run(1, await create(bench.context, shape, { data: bench.upload(words), sums, work }));
  const got = await bench.words(sums, count);
  streamReference(words, shape.threads, shape.steps).forEach((sum, i) => {
    bench.meter.equal(got[i], sum);
  });
  return bench.meter.result(0);
}

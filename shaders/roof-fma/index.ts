/** Binding of roof-fma: chains of fused multiply-adds, to measure how many the device can do. Not matrix units. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import type { Granted, Program } from '../../src/kernels/kernel';
import { assemble, unroll } from '../../src/kernels/template';
import { CHAINS, FLOPS_PER_ROUND, fmaReference, STEPS, type FmaWork } from './reference';
import source from './roof-fma.wgsl?raw';

export { FLOPS_PER_ROUND } from './reference';

export interface FmaShape {
  readonly type: 'f32' | 'f16';
  readonly threads: number;
  readonly workgroups: number;
}

/** The check's: few enough rounds that a chain has not yet come to rest, where a missing step would not show. */
const CHECKED: FmaWork = { rounds: 3, factor: -0.875, addend: 0.5 };

export const kernel = defineKernel<FmaShape, FmaBuffers>({
  name: 'roof-fma',
  describe: ({ type, threads, workgroups }) => `${type} ${threads}x${workgroups}`,
  cost: ({ threads, workgroups }) => ({
    flops: flops(FLOPS_PER_ROUND * CHECKED.rounds * threads * workgroups),
    bytes: bytes(16 * threads * workgroups),
  }),
  check,
  program,
  cases: [
    { type: 'f32', threads: 64, workgroups: 3 },
    { type: 'f32', threads: 256, workgroups: 2 },
    { type: 'f16', threads: 64, workgroups: 3 },
  ],
});

export interface FmaBuffers {
  /** One vec4<f32> an invocation. */
  readonly sums: GPUBuffer;
  /** What workWords gives. */
  readonly work: GPUBuffer;
}

/** The words of `work`; the factor of a timed run lies below 1, so that no chain grows without bound. */
export function workWords({ rounds, factor, addend }: FmaWork): Uint32Array {
  const words = Uint32Array.of(rounds, 0, 0);
  new Float32Array(words.buffer).set([factor, addend], 1);
  return words;
}

/** Where the device has no f16, what asks for it gets f32: such a device's f16 is not timed, but its check still runs. */
const typeHere = ({ granted }: Granted, { type }: FmaShape): FmaShape['type'] => (granted.shaderF16 ? type : 'f32');

function program(device: Granted, shape: FmaShape): Program {
  const type = typeHere(device, shape);
  const names = Array.from({ length: CHAINS }, (_, chain) => `x${chain}`);
  return {
    ...assemble(source, {
      ENABLE: type === 'f16' ? 'enable f16;' : '',
      TYPE: type,
      STARTS: names.map((name, chain) => `  var ${name} = start + Quad(${chain / 8});`).join('\n'),
      STEPS: unroll(STEPS, () => names.map((name) => `    ${name} = fma(${name}, factor, addend);`).join('\n')),
      SUM: names.map((name) => `vec4<f32>(${name})`).join(' + '),
    }),
    constants: { THREADS: shape.threads },
    workgroups: () => [shape.workgroups, 1, 1],
  };
}

export const { create } = kernel;

async function check(bench: CheckBench, shape: FmaShape) {
  const count = shape.threads * shape.workgroups;
  const sums = bench.poisoned(4 * count);
  const work = bench.upload(workWords(CHECKED));
  await bench.run(1, await create(bench.context, shape, { sums, work }));
  const got = await bench.floats(sums, 4 * count);
  for (let i = 0; i < 4 * count; i++) {
    const { value, size } = fmaReference(i >> 2, i & 3, CHECKED);
    bench.meter.compare(got[i], value, size);
  }
  // Each step rounds once or twice and the factor shrinks what was lost before: 2 / (1 - 0.875) roundings in all.
  return bench.meter.result(16 * (typeHere(bench.context, shape) === 'f16' ? 2 ** -11 : 2 ** -24));
}

/** Binding of roof-dot: chains of dot4I8Packed, to measure how many the device can do. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import type { Granted, Program } from '../../src/kernels/kernel';
import { assemble, unroll } from '../../src/kernels/template';
import { CHAINS, dotReference, OPS_PER_ROUND, STEPS, type DotWork } from './reference';
import source from './roof-dot.wgsl?raw';

export { OPS_PER_ROUND } from './reference';

export interface DotShape {
  readonly threads: number;
  readonly workgroups: number;
}

/** An addend that keeps all chains busy with all bytes: sums of four products alone fill only half a word. */
const CHECKED: DotWork = { rounds: 3, weights: 0x7f81_05f3, addend: 0x1357_9bdf };

export const kernel = defineKernel<DotShape, DotBuffers>({
  name: 'roof-dot',
  describe: ({ threads, workgroups }) => `${threads}x${workgroups}`,
  cost: ({ threads, workgroups }) => ({
    flops: flops(OPS_PER_ROUND * CHECKED.rounds * threads * workgroups),
    bytes: bytes(4 * threads * workgroups),
  }),
  check,
  program,
  cases: [
    { threads: 64, workgroups: 3 },
    { threads: 256, workgroups: 2 },
  ],
});

export interface DotBuffers {
  /** One u32 an invocation. */
  readonly sums: GPUBuffer;
  /** What workWords gives. */
  readonly work: GPUBuffer;
}

export const workWords = (rounds: number): Uint32Array => Uint32Array.of(rounds, CHECKED.weights, CHECKED.addend);

/** By shifts, for a device whose WGSL lacks the call: its check still runs there, but is not timed. */
const EMULATED = `
fn dot(a: u32, b: u32) -> i32 {
  let at = vec4<u32>(24u, 16u, 8u, 0u);
  let products = (bitcast<vec4<i32>>(vec4(a) << at) >> vec4(24u)) * (bitcast<vec4<i32>>(vec4(b) << at) >> vec4(24u));
  return products.x + products.y + products.z + products.w;
}`;

function program({ granted }: Granted, shape: DotShape): Program {
  const dot = granted.dot4 ? 'dot4I8Packed' : 'dot';
  const names = Array.from({ length: CHAINS }, (_, chain) => `x${chain}`);
  return {
    ...assemble(source, {
      DOT: granted.dot4 ? '' : EMULATED,
      STARTS: names
        .map((name, chain) => `  var ${name} = bitcast<i32>((id.x + 1u) * 0x01030507u + ${chain}u);`)
        .join('\n'),
      STEPS: unroll(STEPS, () =>
        names.map((name) => `    ${name} = ${dot}(bitcast<u32>(${name}), weights) + addend;`).join('\n'),
      ),
      SUM: names.join(' ^ '),
    }),
    constants: { THREADS: shape.threads },
    workgroups: () => [shape.workgroups, 1, 1],
  };
}

export const { create } = kernel;

async function check(bench: CheckBench, shape: DotShape) {
  const count = shape.threads * shape.workgroups;
  const sums = bench.poisoned(count);
  const work = bench.upload(workWords(CHECKED.rounds));
  await bench.run(1, await create(bench.context, shape, { sums, work }));
  const got = await bench.words(sums, count);
  got.forEach((sum, id) => {
    bench.meter.equal(sum, dotReference(id, CHECKED));
  });
  return bench.meter.result(0);
}

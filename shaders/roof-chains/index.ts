/** Binding of roof-chains: chains of multiply-adds, to measure how many the device can do. Not matrix units. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { defineKernel } from '../../src/kernels/define';
import { assemble, unroll } from '../../src/kernels/template';
import { ARITHMETICS, arithmeticHere, chainsOf, chainText, sumBytes, type ChainArithmetic } from './arithmetic';
import { floatReference, packedReference, STEPS, type ChainWork } from './reference';
import source from './roof-chains.wgsl?raw';

export { sumBytes, type ChainArithmetic } from './arithmetic';

export interface ChainsShape {
  readonly arithmetic: ChainArithmetic;
  readonly threads: number;
  readonly workgroups: number;
}

/** Four multiplications and four additions per step, fused or packed; of one invocation in one round. */
export const opsPerRound = (arithmetic: ChainArithmetic): number => chainsOf(arithmetic) * STEPS * 8;

/** Of the check: few enough rounds that no chain has come to rest, where a missing step would not show. */
const FLOATS: ChainWork = { rounds: 3, factor: -0.875, addend: 0.5 };

/** An addend that keeps all chains busy with all bytes: sums of four products alone fill only half a word. */
const PACKED: ChainWork = { rounds: 3, factor: 0x7f81_05f3, addend: 0x1357_9bdf };

export const kernel = defineKernel<ChainsShape, ChainsBuffers>({
  name: 'roof-chains',
  describe: ({ arithmetic, threads, workgroups }) => `${arithmetic} ${threads}x${workgroups}`,
  cost: ({ arithmetic, threads, workgroups }) => ({
    flops: flops(opsPerRound(arithmetic) * FLOATS.rounds * threads * workgroups),
    bytes: bytes(sumBytes(arithmetic) * threads * workgroups),
  }),
  check,
  program: (device, { arithmetic, threads, workgroups }) => {
    const { declarations, ready, start, step, sum } = chainText(device, arithmetic);
    const chains = Array.from({ length: chainsOf(arithmetic) }, (_, chain) => `x${chain}`);
    return {
      ...assemble(source, {
        CHAINS: String(chains.length),
        DECLARATIONS: declarations,
        START: [ready, ...chains.map((x, chain) => `var ${x} = ${start(chain)};`)].join('\n'),
        STEPS: unroll(STEPS, () => chains.map((x) => `${x} = ${step(x)};`).join('\n')),
        SUM: sum(chains),
      }),
      constants: { THREADS: threads },
      workgroups: () => [workgroups, 1, 1],
    };
  },
  cases: ARITHMETICS.flatMap((arithmetic) => [
    { arithmetic, threads: 64, workgroups: 3 },
    { arithmetic, threads: 256, workgroups: 2 },
  ]),
});

export interface ChainsBuffers {
  /** sumBytes an invocation. */
  readonly sums: GPUBuffer;
  /** What workWords gives. */
  readonly work: GPUBuffer;
}

export const { create } = kernel;

/** The words of `work` for a timed run. Floats come to rest at 1: no overflow, and no denormal numbers, which some processors are slow with. */
export const workWords = (arithmetic: ChainArithmetic, rounds: number): Uint32Array<ArrayBuffer> =>
  words(arithmetic, arithmetic === 'int8' ? { ...PACKED, rounds } : { rounds, factor: 0.5, addend: 0.5 });

function words(arithmetic: ChainArithmetic, { rounds, factor, addend }: ChainWork): Uint32Array<ArrayBuffer> {
  const all = Uint32Array.of(rounds, factor, addend);
  if (arithmetic !== 'int8') new Float32Array(all.buffer).set([factor, addend], 1);
  return all;
}

async function check(bench: CheckBench, shape: ChainsShape) {
  const { context, meter } = bench;
  const { arithmetic, threads, workgroups } = shape;
  const work = arithmetic === 'int8' ? PACKED : FLOATS;
  const count = (sumBytes(arithmetic) / 4) * threads * workgroups;
  const sums = bench.poisoned(count);
  const buffers = { sums, work: bench.upload(words(arithmetic, work)) };
  await bench.run(1, await create(context, shape, buffers));
  if (arithmetic === 'int8') {
    for (const [id, sum] of (await bench.words(sums, count)).entries()) meter.equal(sum, packedReference(id, work));
    return meter.result(0);
  }
  for (const [i, sum] of (await bench.floats(sums, count)).entries()) {
    meter.compare(sum, ...floatReference(i >> 2, i & 3, work));
  }
  // Each step rounds once or twice and the factor shrinks what was lost before: 2 / (1 - 0.875) roundings in all.
  return meter.result(16 * (arithmeticHere(context, arithmetic) === 'f16' ? 2 ** -11 : UNIT_ROUNDOFF));
}

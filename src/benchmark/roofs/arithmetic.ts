/** How many operations a second the device can do: chains of multiply-adds and of packed dot products. Not matrix units. */
import type { GpuContext } from '../../device/context';
import type { Dispatch, KernelUse } from '../../kernels/kernel';
import * as dot from '../../../shaders/roof-dot';
import * as fma from '../../../shaders/roof-fma';
import { timed, type Probe } from './bench';
import type { ArithmeticWork } from './roof';

interface Grid {
  readonly threads: number;
  readonly workgroups: number;
}

interface Chains {
  readonly opsPerRound: number;
  readonly bytesPerInvocation: number;
  readonly words: (rounds: number) => Uint32Array;
  readonly create: (
    context: GpuContext,
    grid: Grid,
    buffers: { readonly sums: GPUBuffer; readonly work: GPUBuffer },
  ) => Promise<Dispatch>;
}

/** Many more invocations than any GPU runs at once; a software adapter runs a workgroup a thread. */
const gridOn = ({ granted }: GpuContext): Grid =>
  granted.software ? { threads: 64, workgroups: 64 } : { threads: 256, workgroups: 2048 };

/** Checked at few workgroups: text, constants and so the pipeline are those that are timed. */
const CHECKED_WORKGROUPS = 3;
const FIRST_ROUNDS = 4;
const MOST_ROUNDS = 1 << 20;

export const fmaUse = (context: GpuContext, type: 'f32' | 'f16'): KernelUse =>
  fma.kernel.use({ type, threads: gridOn(context).threads, workgroups: CHECKED_WORKGROUPS });

export const dotUse = (context: GpuContext): KernelUse =>
  dot.kernel.use({ threads: gridOn(context).threads, workgroups: CHECKED_WORKGROUPS });

export const fmaPeak = (type: 'f32' | 'f16'): Probe<ArithmeticWork> =>
  peak({
    opsPerRound: fma.FLOPS_PER_ROUND,
    bytesPerInvocation: 16,
    // The chains come to rest at 1: no overflow, and no denormal numbers, which some processors are slow with.
    words: (rounds) => fma.workWords({ rounds, factor: 0.5, addend: 0.5 }),
    create: (context, grid, buffers) => fma.create(context, { type, ...grid }, buffers),
  });

export const dotPeak = (): Probe<ArithmeticWork> =>
  peak({ opsPerRound: dot.OPS_PER_ROUND, bytesPerInvocation: 4, words: dot.workWords, create: dot.create });

const peak = (chains: Chains): Probe<ArithmeticWork> => ({
  first: FIRST_ROUNDS,
  most: MOST_ROUNDS,
  ready: async (bench) => {
    const { context } = bench;
    const grid = gridOn(context);
    const invocations = grid.threads * grid.workgroups;
    const sums = context.buffers.create('roof sums', invocations * chains.bytesPerInvocation);
    const work = context.buffers.upload('roof work', chains.words(FIRST_ROUNDS));
    const dispatch = await chains.create(context, grid, { sums, work });
    const operations = (rounds: number) => chains.opsPerRound * rounds * invocations;
    return {
      take: (rounds) => {
        const words = chains.words(rounds);
        context.device.queue.writeBuffer(work, 0, words.buffer, words.byteOffset, words.byteLength);
        return timed(bench, [dispatch]);
      },
      value: (rounds, taken) => operations(rounds) / taken,
      work: (rounds) => ({ ...grid, operations: operations(rounds) }),
    };
  },
});

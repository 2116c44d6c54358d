/** How many operations per second the device can do: chains of multiply-adds and of packed dot products. Not matrix units. */
import type { GpuContext } from '../../device/context';
import type { KernelUse } from '../../kernels/kernel';
import * as chains from '../../../shaders/roof-chains';
import { timed, type Probe } from './visit';
import type { ArithmeticWork } from './roof';

interface Grid {
  readonly threads: number;
  readonly workgroups: number;
}

/** Many more invocations than any GPU runs at once; a software adapter runs one workgroup per thread. */
export const gridOn = ({ granted }: GpuContext): Grid =>
  granted.software ? { threads: 64, workgroups: 64 } : { threads: 256, workgroups: 2048 };

/** Checked at few workgroups: text, constants and so the pipeline are those that are timed. */
const CHECKED_WORKGROUPS = 3;
const FIRST_ROUNDS = 4;
const MOST_ROUNDS = 1 << 20;

export const chainsUse = (context: GpuContext, arithmetic: chains.ChainArithmetic): KernelUse =>
  chains.kernel.use({ arithmetic, threads: gridOn(context).threads, workgroups: CHECKED_WORKGROUPS });

export const peak = (arithmetic: chains.ChainArithmetic): Probe<ArithmeticWork> => ({
  first: FIRST_ROUNDS,
  most: MOST_ROUNDS,
  ready: async ({ bench }) => {
    const { context } = bench;
    const grid = gridOn(context);
    const invocations = grid.threads * grid.workgroups;
    const sums = context.buffers.create('roof sums', invocations * chains.sumBytes(arithmetic));
    const work = context.buffers.upload('roof work', chains.workWords(arithmetic, FIRST_ROUNDS));
    const dispatch = await chains.create(context, { arithmetic, ...grid }, { sums, work });
    const operations = (rounds: number) => chains.opsPerRound(arithmetic) * rounds * invocations;
    return {
      take: (rounds) => {
        context.device.queue.writeBuffer(work, 0, chains.workWords(arithmetic, rounds));
        return timed(bench, [dispatch]);
      },
      value: (rounds, taken) => operations(rounds) / taken,
      work: (rounds) => ({ ...grid, operations: operations(rounds) }),
    };
  },
});

/** What a dispatch and a submit cost by themselves, with a kernel that does nothing. */
import { seconds } from '../../foundation/units';
import type { KernelUse } from '../../kernels/kernel';
import * as empty from '../../../shaders/roof-empty';
import type { Bench } from '../bench';
import { repeated, timed, type Probe } from './visit';
import type { OverheadWork } from './roof';

/** Told to mark, it proves that it runs; what is timed is told not to. */
const CHECKED = { marking: 7 };

export const overheadUse = (): KernelUse => empty.kernel.use(CHECKED);

const MOST_SUBMITS = 64;
/** Enough at a microsecond each; the pass with the most has SPAN times as many. */
const MOST_DISPATCHES = 4096;
/** The second count of the slope, as a multiple of the first. */
const SPAN = 5;

async function idle({ context }: Bench) {
  const { buffers } = context;
  return empty.create(context, CHECKED, {
    mark: buffers.create('roof mark', 16),
    work: buffers.upload('roof work', Uint32Array.of(0)),
  });
}

/** Submit and wait, again and again: what a token costs at least where each is waited for. */
export const submitCost: Probe<OverheadWork> = {
  first: 1,
  most: MOST_SUBMITS,
  ready: async ({ bench }) => {
    const dispatch = await idle(bench);
    const take = async (submits: number) => {
      const from = bench.clock.now();
      for (let i = 0; i < submits; i++) await timed(bench, [dispatch]);
      return seconds(bench.clock.now() - from);
    };
    return { take, value: (submits, taken) => taken / submits, work: (repeated) => ({ repeated }) };
  },
};

/** The slope between two counts of dispatches in one pass, so that the submit's own cost drops out. */
export const dispatchCost: Probe<OverheadWork> = {
  first: 16,
  most: MOST_DISPATCHES,
  ready: async ({ bench }) => {
    const dispatch = await idle(bench);
    const pass = (dispatches: number) => timed(bench, repeated([dispatch], dispatches));
    const longer = (dispatches: number) => pass(SPAN * dispatches);
    const slope = async (dispatches: number) => {
      const before = await pass(dispatches);
      const long = await longer(dispatches);
      // A disturbance of the shorter pass would make a dispatch look cheaper than it is: the lesser of two is taken off.
      return seconds(long - Math.min(before, await pass(dispatches)));
    };
    const between = (dispatches: number) => (SPAN - 1) * dispatches;
    return {
      take: slope,
      growing: longer,
      value: (dispatches, taken) => taken / between(dispatches),
      work: (dispatches) => ({ repeated: between(dispatches) }),
    };
  },
};

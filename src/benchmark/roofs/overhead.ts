/** What a dispatch and a submit cost by themselves, with a kernel that does nothing. */
import { seconds } from '../../foundation/units';
import type { KernelUse } from '../../kernels/kernel';
import * as empty from '../../../shaders/roof-empty';
import { repeated, sampled, timed, type RoofBench } from './bench';
import { figureOf, type Overhead } from './roof';

/** Told to mark, it proves that it runs; what is timed is told not to. */
const CHECKED = { marking: 7 };

export const overheadUse = (): KernelUse => empty.kernel.use(CHECKED);

const MOST_SUBMITS = 64;
/** Enough at a microsecond each; the pass with the most has SPAN times as many. */
const MOST_DISPATCHES = 4096;
/** The second count of the slope, as a multiple of the first. */
const SPAN = 5;

async function idle(bench: RoofBench) {
  const { buffers } = bench.context;
  return empty.create(bench.context, CHECKED, {
    mark: buffers.create('roof mark', 16),
    work: buffers.upload('roof work', Uint32Array.of(0)),
  });
}

/** Submit and wait, over and over: what a token costs at least where each is waited for. */
export async function submitCost(bench: RoofBench): Promise<Overhead> {
  const dispatch = await idle(bench);
  const take = async (submits: number) => {
    const from = bench.clock.now();
    for (let i = 0; i < submits; i++) await timed(bench, [dispatch]);
    return seconds(bench.clock.now() - from);
  };
  const sampling = await sampled(bench, take, 1, MOST_SUBMITS);
  const one = figureOf('cost of a submit', sampling, (taken) => seconds(taken / sampling.units), seconds);
  return { ...one, repeated: sampling.units };
}

/** The slope between two counts of dispatches in one pass, so that the submit's own cost drops out. */
export async function dispatchCost(bench: RoofBench): Promise<Overhead> {
  const dispatch = await idle(bench);
  const pass = (dispatches: number) => timed(bench, repeated([dispatch], dispatches));
  const longer = (dispatches: number) => pass(SPAN * dispatches);
  const slope = async (dispatches: number) => {
    const few = await pass(dispatches);
    return seconds((await longer(dispatches)) - few);
  };
  const sampling = await sampled(bench, slope, 16, MOST_DISPATCHES, longer);
  const dispatches = (SPAN - 1) * sampling.units;
  const one = figureOf('cost of a dispatch', sampling, (taken) => seconds(taken / dispatches), seconds);
  return { ...one, repeated: dispatches };
}

/** A contestant made ready to be measured: loaded, checked where it can be, and run once so that a number appears early. */
import type { Seconds } from '../../foundation/units';
import type { Contestant, LoadedContestant } from '../contestant';
import { afterCold } from '../policy';
import { stepId } from '../steps';
import { shallowest } from '../tune-subject';
import { check, type Measuring } from './measuring';

/** A contestant whose first run may have been made. */
export interface Ready {
  readonly loaded: LoadedContestant;
  /** Of decode at the least depth; null where it has not run yet. */
  readonly cold: Seconds | null;
}

/** @throws TokamarkError of what ends this contestant, or everything; nothing stays allocated then */
export async function loadContestant(measuring: Measuring, contestant: Contestant): Promise<Ready> {
  const { bench, run, board } = measuring;
  const { events } = bench;
  const { config, tests, gemmRates } = run.plan;
  bench.throwIfCancelled();
  const loaded = await contestant.load({
    ...{ bench, config, tests, gemmRates },
    makeWeights: run.weights.make,
    tuning: run.asked.tuning,
    heard: {
      onBegin: () => run.foresight.onLoad(),
      onProgress: (step, fraction, detail) => events.onProgress(stepId[step](contestant), fraction, detail),
      onLost: (reason) => events.onReport('less', { what: 'weights', reason }),
      onRefused: (refused, thrown) => board.end([contestant], thrown, (test) => refused.includes(test)),
    },
  });
  try {
    const { kernels } = loaded;
    if (kernels === null || kernels.areRight) await check(measuring, loaded);
    const runs = kernels !== null && kernels.areRight && run.asked.tuning !== null;
    return { loaded, cold: runs ? await firstRun(measuring, loaded) : null };
  } catch (thrown) {
    await loaded.dispose();
    throw thrown;
  }
}

/** One decode pass with the default variants: a number early. It is the cold run of decode at the least depth. */
async function firstRun({ board }: Measuring, loaded: LoadedContestant): Promise<Seconds | null> {
  const first = shallowest(loaded.tests, 'decode');
  const decode = board.of(loaded).find(({ planned }) => planned.test === first);
  if (decode === undefined) return null;
  const { test } = decode.planned;
  const { taken } = await loaded.pass(test);
  board.set(decode, { facts: loaded.facts(test), state: afterCold(taken) });
  return taken;
}

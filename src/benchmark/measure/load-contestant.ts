/** A contestant made ready to be measured: loaded, checked where it can be, and run once so that a number appears early. */
import type { Seconds } from '../../foundation/units';
import type { LoadedContestant } from '../contestant';
import type { Entrant } from '../entrant';
import { afterCold } from '../policy';
import { promptsOf } from '../prompts';
import { stepId } from '../steps';
import { shallowest } from '../tune-subject';
import { check, type Measuring } from './measuring';

/** What is loaded of an entrant, whose first run may have been made. */
export interface Ready {
  readonly entrant: Entrant;
  readonly loaded: LoadedContestant;
  /** Of decode at the least depth; null where it has not run yet. */
  readonly cold: Seconds | null;
}

/** @throws TokamarkError of what ends this contestant, or everything; nothing stays allocated then */
export async function loadContestant(measuring: Measuring, entrant: Entrant): Promise<Ready> {
  const { bench, run, board } = measuring;
  const { events } = bench;
  const { contestant, config, tests } = entrant;
  bench.throwIfCancelled();
  const loaded = await contestant.load({
    ...{ bench, config, tests, gemmRates: run.plan.gemmRates },
    prompts: promptsOf(run.asked, config.vocabSize),
    makeWeights: run.weights.makeOf(config),
    tuning: run.asked.tuning,
    heard: {
      // A smaller model is loaded faster than what the plan is held against.
      onBegin: () => (entrant.isHeadline ? run.foresight.onLoad() : run.foresight.onReady()),
      onProgress: (step, fraction, detail) => events.onProgress(stepId[step](entrant), fraction, detail),
      onLost: (reason) => events.onReport('less', { what: 'weights', reason }),
      onRefused: (refused, thrown) => board.end([entrant], thrown, (test) => refused.includes(test)),
    },
  });
  try {
    const ready = { entrant, loaded, cold: null };
    const { kernels } = loaded;
    if (kernels === null || kernels.areRight) await check(measuring, ready);
    const runs = kernels !== null && kernels.areRight && run.asked.tuning !== null;
    return { ...ready, cold: runs ? await firstRun(measuring, ready) : null };
  } catch (thrown) {
    await loaded.dispose();
    throw thrown;
  }
}

/** One decode pass with the default variants: a number early. It is the cold run of decode at the least depth. */
async function firstRun({ board }: Measuring, { entrant, loaded }: Ready): Promise<Seconds | null> {
  const first = shallowest(loaded.tests, 'decode');
  const decode = board.of(entrant, loaded.tests).find(({ planned }) => planned.test === first);
  if (decode === undefined) return null;
  const { test } = decode.planned;
  const { taken } = await loaded.pass(test);
  board.set(decode, { facts: loaded.facts(test), state: afterCold(taken) });
  return taken;
}

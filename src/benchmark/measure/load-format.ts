/** A format made ready to be measured: its model loaded for as many sequences as the device holds, checked, and run once. */
import { TokamarkError } from '../../foundation/errors';
import type { Seconds } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/format';
import { describeLosses } from '../../model/weights/range-words';
import type { LoadModel, ModelEvents } from '../bench';
import { withSubject } from '../measurement';
import { assertMemory } from '../memory';
import { afterCold } from '../policy';
import { stepId } from '../steps';
import { loadSubject, onePass, type Subject } from '../subject';
import { shallowest } from '../tune-subject';
import type { Test } from '../workload';
import { check, type Measuring } from './measuring';

/** A subject whose first run may have been made. */
export interface Loaded {
  readonly subject: Subject;
  /** Of decode at the least depth; null where it has not run yet. */
  readonly cold: Seconds | null;
}

/** @throws TokamarkError of what ends this format, or everything; nothing stays allocated then */
export async function loadFormat(measuring: Measuring, format: ModelFormat, load: LoadModel): Promise<Loaded> {
  const { bench, run } = measuring;
  bench.throwIfCancelled();
  const { subject, isRight } = await fitting(measuring, format, load);
  try {
    if (isRight) await check(measuring, subject);
    return { subject, cold: isRight && run.asked.tuning !== null ? await firstRun(measuring, subject) : null };
  } catch (thrown) {
    subject.model.dispose();
    throw thrown;
  }
}

/** With as many sequences at once as this device holds: tests of more fail alone. @throws what refuses the fewest too */
async function fitting(measuring: Measuring, format: ModelFormat, load: LoadModel): Promise<Checked> {
  for (let { tests } = measuring.run.plan; ;) {
    try {
      return await loadFor(measuring, format, tests, load);
    } catch (thrown) {
      const most = Math.max(...tests.map(({ batch }) => batch));
      const fewer = tests.filter(({ batch }) => batch < most);
      const isTooLarge = thrown instanceof TokamarkError && thrown.code === 'too-large';
      if (!isTooLarge || fewer.length === 0) throw thrown;
      measuring.board.end([format], thrown, ({ batch }) => batch === most);
      tests = fewer;
    }
  }
}

interface Checked {
  readonly subject: Subject;
  /** False where a kernel's default variant is wrong here, and tuning may find another that is right. */
  readonly isRight: boolean;
}

async function loadFor(
  { bench, run }: Measuring,
  format: ModelFormat,
  tests: readonly Test[],
  load: LoadModel,
): Promise<Checked> {
  const { context, events } = bench;
  const { asked, plan, weights, foresight } = run;
  const { config, gemmRates } = plan;
  const what = `${config.name} at ${format.toUpperCase()}`;
  const tell = (step: 'load' | 'check', fraction: number, detail: string) =>
    events.onProgress(stepId[step](format), fraction, detail);
  let isRight = true;
  const heard: ModelEvents = {
    onLoaded: ({ transformer }) => {
      const lost = describeLosses(transformer.weights.losses, format);
      if (lost !== null) events.onLess('weights', lost);
      tell('check', 0, 'kernels against their references');
    },
    onChecked: (verified, fraction) => {
      events.onVerified(verified);
      tell('check', fraction, verified.shape);
    },
    ...(asked.tuning === null ? {} : { onWrong: () => (isRight = false) }),
  };
  assertMemory(bench, config, format, tests);
  foresight.onLoad();
  tell('load', 0, what);
  const makeWeights = () => weights.make(format, (fraction) => tell('load', fraction, what));
  const request = { config, format, tests, gemmRates, makeWeights, choices: null, heard };
  const subject = await context.guarded(what, () => loadSubject(bench, request, load));
  return { subject, isRight };
}

/** One decode pass with the default variants: a number early. It is the cold run of decode at the least depth. */
async function firstRun({ bench, board }: Measuring, subject: Subject): Promise<Seconds | null> {
  const first = shallowest(subject.tests, 'decode');
  const decode = board.of(subject).find(({ test }) => test === first);
  if (decode === undefined) return null;
  const { taken } = await onePass(subject, decode.test, bench.clock);
  board.set(decode, { ...withSubject(decode.measurement, subject, decode.test), state: afterCold(taken) });
  return taken;
}

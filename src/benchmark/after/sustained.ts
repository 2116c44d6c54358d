/**
 * A long decode: the run's first decode test, of one sequence, again and again, with a sample every few seconds, until the time is over or
 * somebody cancels. What was sampled by then has been told.
 */
import { seconds, type Seconds } from '../../foundation/units';
import { RECIPES } from '../../kernels/recipe';
import type { Clock } from '../clock';
import type { Watch } from '../guards/watch';
import type { MeasuredRun } from '../measure/measure';
import { promptRuleOf, promptsOf } from '../prompts';
import type { RunBench } from '../run-request';
import { stepId } from '../steps';
import type { SustainedSample } from '../sustained-samples';
import { loadSubject, onePass } from '../subject';
import { shallowest } from '../tune-subject';
import { workloadId, workloadOf, type Test } from '../workload';
import type { AfterStep } from './after-step';

/** Samples of a curve: enough to see it bend, long enough for a coarse clock. */
const SAMPLES = 60;

export interface CurveRequest {
  readonly seconds: Seconds;
  /** Tokens of one pass. */
  readonly tokens: number;
  readonly pass: () => Promise<Seconds>;
  readonly clock: Clock;
  readonly watch: Watch;
  /** Called after every sample, with all of them. */
  readonly onSample: (samples: readonly SustainedSample[]) => void;
}

/** Samples until the time, which begins with the first of them, is over. What `pass` throws ends it. */
export async function sampleCurve(request: CurveRequest): Promise<void> {
  const { clock, watch, onSample } = request;
  const samples: SustainedSample[] = [];
  const still = async () => {
    await watch.calm();
    await watch.still();
    return clock.now();
  };
  const begin = await still();
  const isOver = (at: Seconds) => at - begin >= request.seconds;
  let from = begin;
  // Asked before a wait, so that none follows the last sample, and after it, because time goes on in one.
  while (!isOver(from)) {
    const { taken, tokens } = await takeSample(request, from);
    const to = clock.now();
    const guard = await watch.voided(from, to);
    samples.push({ at: seconds(from - begin), seconds: taken, tokens, guard });
    onSample([...samples]);
    if (isOver(to)) return;
    from = await still();
  }
}

/** Passes until they are a sample long. */
async function takeSample({ clock, pass, tokens, seconds: whole }: CurveRequest, from: Seconds) {
  let taken = 0;
  let passes = 0;
  do {
    taken += await pass();
    passes++;
    // By the clock too: where it says 0 for a pass, time goes on.
  } while (Math.max(taken, clock.now() - from) < whole / SAMPLES);
  return { taken: seconds(taken), tokens: passes * tokens };
}

export const sustainedDecode: AfterStep = {
  steps: ({ extras: { sustained } }) =>
    sustained === null
      ? []
      : [{ id: stepId.sustained, title: 'Sustained decode: does it keep its speed?', expected: sustained.seconds + 2 }],
  reserved: () => seconds(0),
  run: (bench, measured) => bench.budget.without(() => decodeForLong(bench, measured)),
};

async function decodeForLong(bench: RunBench, { run, chosen }: MeasuredRun): Promise<void> {
  const { clock, watch, events } = bench;
  const { asked, plan, weights } = run;
  const { sustained } = asked.extras;
  const first = shallowest(plan.tests, 'decode');
  if (sustained === null || first === undefined) return;
  // Of one sequence whatever was measured: a curve is compared with others.
  const test: Test = { ...first, batch: 1 };
  const tests = [test, ...plan.tests.filter(({ batch }) => batch === 1)];
  const { config, gemmRates } = plan;
  const { format } = sustained;
  const recipe = RECIPES[format];
  // A text that engines are compared by is not read here.
  const own = { prompts: null, promptSeed: asked.promptSeed };
  const prompts = promptsOf(own, config.vocabSize);
  const says = `${config.name} at ${format.toUpperCase()}`;
  const id = workloadId(
    workloadOf({ config, weights: weights.source, recipe, promptRule: promptRuleOf(own), ...test }),
  );
  const makeWeights = () => weights.makeOf(config)(recipe);
  const heard = { onChecked: events.onVerified };
  events.onProgress(stepId.sustained, 0, says);
  await bench.survive('the sustained decode', () =>
    bench.withModels(async (load) => {
      const request = { config, recipe, tests, prompts, gemmRates, makeWeights, chosen, heard };
      const subject = await loadSubject(bench, request, load);
      await sampleCurve({
        seconds: sustained.seconds,
        tokens: test.tokens,
        pass: async () => (await onePass(subject, test, clock)).taken,
        clock,
        watch,
        onSample: (samples) => {
          const at = samples.at(-1)?.at ?? 0;
          const fraction = Math.min(1, at / sustained.seconds);
          events.onProgress(stepId.sustained, fraction, `${says}: ${samples.length} samples`);
          events.onReport('sustained', { workloadId: id, format, test, seconds: sustained.seconds, samples });
        },
      });
    }),
  );
}

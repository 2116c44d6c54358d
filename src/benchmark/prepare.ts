/** From what is asked for to a run that can be made: what is set aside of its budget, the plan, and where its weights come from. */
import { seconds } from '../foundation/units';
import type { GpuContext } from '../device/context';
import { tuningBudget } from '../tuning/tune-sites';
import type { AfterStep } from './after/after-step';
import { entrantsOf } from './entrant';
import { Foresight } from './foresight';
import { KeptTime } from './kept-time';
import { passageSteps } from './passage/run-passage';
import { assertFits, isTimed, planRun, type Plan, type PlanRequest } from './plan';
import { shapeNamed } from '../model/shapes';
import type { PlannedRun } from './planned-run';
import { LATER_VISIT, roofSeconds } from './roofs/measure-roofs';
import { formatsOf, type RunBench, type RunRequest } from './run-request';
import { stepId, stepsOf, type SetAside, type StepTimes } from './steps';
import { STORY } from './story-settings';
import { HEADLINE, HEADLINE_TESTS } from './suite/suite';
import { profileSeconds } from './waterfall/profile-loaded';
import { weightsOf } from './weights-of';
import { batchesOf, testName, type Test } from './workload';

/** Of the budget, what is kept on top of what is foreseen (see kept-time.ts). */
const MARGIN = 0.05;

/** Before anything is known of the device. */
const FIRST_GUESS: StepTimes = { plan: 3, load: 2, check: 3, measure: 30, line: 10, story: 4, fidelity: 6 };

/** @param after what follows the measurement @throws TokamarkError `option` for what cannot be measured; `cancelled`, `device-lost` */
export async function prepare(bench: RunBench, asked: RunRequest, after: readonly AfterStep[]): Promise<PlannedRun> {
  const { context, clock, events, budget } = bench;
  const setAside = setAsideFor(context, asked);
  const request = planRequestOf(asked, setAside);
  assertFits(request);
  const tell = (times: StepTimes, plan: Plan | null, hasTime = true) => {
    const { config, tests } = plan ?? request;
    const entrants = entrantsOf(asked.contestants, { config, tests, line: plan?.line ?? [] }, asked.line);
    const before = [...stepsOf(entrants, isTimed(bench), times, setAside), ...passageSteps(asked)];
    const lines = (own: readonly AfterStep[]) => own.flatMap((step) => step.steps(asked, times));
    const measuring = before.findIndex(({ id }) => id === stepId.measure);
    const isNow = ({ isSooner = false }: AfterStep) => isSooner && hasTime;
    const steps = [
      ...before.slice(0, measuring),
      ...lines(after.filter(isNow)),
      ...before.slice(measuring),
      ...lines(after.filter((step) => !isNow(step))),
    ];
    events.onPlan(steps, plan, plan !== null && isHeadline(asked, plan));
    return entrants;
  };
  tell(FIRST_GUESS, null);
  const plan = await planRun(bench, request);
  const entrants = tell(plan.times, plan);
  const weights = await weightsOf(bench, asked.model);
  const foresight = new Foresight(clock, plan.times);
  const stepsToCome = {
    waterfalls: setAside.waterfalls,
    roofs: seconds(LATER_VISIT * setAside.roofs),
    after: seconds(after.reduce((sum, step) => sum + step.reserved(asked, plan.times), 0)),
    margin: seconds(MARGIN * (budget.total ?? 0)),
  };
  const kept = new KeptTime(stepsToCome, () => foresight.factor());
  const tellLater = () => void tell(plan.times, plan, false);
  return { asked, plan, entrants, weights, setAside, kept, foresight, written: new Set(), tellLater };
}

function setAsideFor(context: GpuContext, { tests, tuning, extras }: RunRequest): SetAside {
  // Each number of sequences has variants of its own to choose from.
  const tuned = tuningBudget(context) * Math.max(1, batchesOf(tests).length);
  return {
    tuning: seconds(tuning === null ? 0 : tuned),
    roofs: extras.roofs ? roofSeconds(context) : seconds(0),
    waterfalls: extras.waterfalls ? profileSeconds(context) : seconds(0),
  };
}

function planRequestOf(asked: RunRequest, setAside: SetAside): PlanRequest {
  const { model, tests, repetitions, extras } = asked;
  const { story, fidelity } = extras;
  return {
    ...{ formats: formatsOf(asked), tests, repetitions, setAside },
    config: 'shape' in model ? shapeNamed(model.shape) : model.folder.config,
    storyTokens: story === null ? 0 : STORY.tokens,
    fidelity:
      fidelity === null ? null : { windows: fidelity.windows, tokens: fidelity.input.reference.perplexity.window },
    fixedShape: !('shape' in model),
    settled: asked.settled,
    line: asked.line.filter((format) => formatsOf(asked).includes(format)),
  };
}

/** Whether the headline is among what is run. */
function isHeadline({ model }: RunRequest, { config, tests }: Plan): boolean {
  const has = (wanted: Test) => tests.some((test) => testName(test) === testName(wanted));
  return 'shape' in model && config.name === HEADLINE.shape && HEADLINE_TESTS.every(has);
}

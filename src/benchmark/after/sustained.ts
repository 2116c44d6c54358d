/**
 * A long decode: the run's first decode test, of one sequence, over and over, with a sample every few seconds, until the time is over or somebody
 * cancels. What was sampled by then has been told. Not what the curve says (report/sustained.ts).
 */
import { seconds, type Seconds } from '../../foundation/units';
import type { Clock } from '../clock';
import type { Watch } from '../guards/watch';
import { readySubject } from '../ready-subject';
import { stepId } from '../steps';
import type { SustainedSample } from '../sustained-samples';
import { onePass } from '../subject';
import { survive } from '../survive';
import { shallowest } from '../tune-subject';
import { workloadId, workloadOf, type Test } from '../workload';
import type { AfterStep, RunPlace } from './after-step';

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

/** Samples until the time is over. What `pass` throws ends it. */
export async function sampleCurve(request: CurveRequest): Promise<void> {
  const { clock, watch, pass, onSample } = request;
  const samples: SustainedSample[] = [];
  const begin = clock.now();
  while (clock.now() - begin < request.seconds) {
    await watch.calm();
    const from = clock.now();
    let taken = 0;
    let tokens = 0;
    do {
      taken += await pass();
      tokens += request.tokens;
      // By the clock too: where it says 0 for a pass, time goes on.
    } while (Math.max(taken, clock.now() - from) < request.seconds / SAMPLES);
    const guard = await watch.voided(from, clock.now());
    samples.push({ at: seconds(from - begin), seconds: seconds(taken), tokens, guard });
    onSample([...samples]);
  }
}

export const sustainedDecode: AfterStep = {
  steps: ({ sustained }) =>
    sustained === null
      ? []
      : [{ id: stepId.sustained, title: 'Decode for long: does it keep its speed?', expected: sustained.seconds + 2 }],
  reserved: () => seconds(0),
  run: (place) => place.budget.without(() => decodeForLong(place)),
};

async function decodeForLong(place: RunPlace): Promise<void> {
  const { context, request, plan, source, clock, events, watch } = place;
  const { sustained: asked } = request;
  const first = shallowest(plan.tests, 'decode');
  if (asked === null || first === undefined) return;
  // Of one sequence whatever was measured: a curve is held against others.
  const test: Test = { ...first, batch: 1 };
  const { format } = asked;
  const says = `${plan.config.name} at ${format.toUpperCase()}`;
  events.onProgress(stepId.sustained, 0, says);
  await survive(context, 'the long decode', events.onProblem, async () => {
    const subject = await readySubject(place, format, stepId.sustained, [
      test,
      ...plan.tests.filter(({ batch }) => batch === 1),
    ]);
    try {
      const id = workloadId(workloadOf({ config: plan.config, weights: source, format, ...test }));
      await sampleCurve({
        seconds: asked.seconds,
        tokens: test.tokens,
        pass: async () => (await onePass(subject, test, clock)).taken,
        clock,
        watch,
        onSample: (samples) => {
          const at = samples.at(-1)?.at ?? 0;
          events.onProgress(stepId.sustained, Math.min(1, at / asked.seconds), `${says}: ${samples.length} samples`);
          events.onSustained({ workloadId: id, format, test, seconds: asked.seconds, samples });
        },
      });
    } finally {
      subject.model.dispose();
    }
  });
}

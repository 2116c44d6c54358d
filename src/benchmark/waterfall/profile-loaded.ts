/** Profiles every test of the loaded models that can be profiled, the shallowest decode of each first, as far as time allows. */
import type { GpuContext } from '../../device/context';
import { seconds, type Seconds } from '../../foundation/units';
import type { Bench } from '../bench';
import type { Contestant } from '../contestant';
import { samplesOf, type MeasuredTest } from '../measurement';
import { rankOf } from '../pace';
import { stepId } from '../steps';
import { testName, type Test } from '../workload';
import type { ProfileOutcome } from './profile';

/** The most that all of it takes in a run with a budget, and what that sets aside for it. */
export const profileSeconds = ({ granted }: GpuContext): Seconds => seconds(granted.software ? 6 : 3);

export interface Waterfall {
  readonly contestant: Contestant;
  readonly test: Test;
  readonly outcome: ProfileOutcome;
}

export interface ProfileOptions {
  /** False: timestamps disagree with the clock here; null: not known. */
  readonly timestamps: boolean | null;
  /** For all of them. */
  readonly budget: Seconds;
  readonly onWaterfall: (waterfall: Waterfall) => void;
}

/** @throws TokamarkError that ends everything; what else fails is the reason why a test has no waterfall. */
export async function profileLoaded(
  bench: Bench,
  all: readonly MeasuredTest[],
  { timestamps, budget, onWaterfall }: ProfileOptions,
): Promise<void> {
  const { context, clock, watch } = bench;
  const onProgress = (fraction: number, detail: string) => bench.events.onProgress(stepId.profile, fraction, detail);
  // The headline comes first: where it needs more than an equal share, what comes last may have no time left.
  const last = seconds(clock.now() + budget);
  const ordered = inOrder(all.filter(({ loaded }) => loaded.kernels !== null));
  for (const [i, { loaded, measurement }] of ordered.entries()) {
    const { kernels } = loaded;
    const { contestant, test } = measurement.planned;
    if (kernels === null) continue;
    onProgress(i / ordered.length, `${contestant.name} ${testName(test)}`);
    await watch.calm();
    const from = clock.now();
    const end = seconds(from + Math.max(0, last - from) / (ordered.length - i));
    const outcome = await bench.attempt<ProfileOutcome>(
      async () => {
        const { counters } = measurement;
        const request = { test, rates: samplesOf(measurement), counters, end, last, timestamps };
        const profiled = await context.guarded('a waterfall', () => kernels.profile(bench, request));
        const guard = await watch.voided(from, clock.now());
        return guard === null ? profiled : { leftOut: `Something disturbed it (${guard}).` };
      },
      ({ message }) => ({ leftOut: message }),
    );
    onWaterfall({ contestant, test, outcome });
  }
  onProgress(1, '');
}

/** The headline first: decode before prefill, then more sequences, then what runs at depth. */
const inOrder = (all: readonly MeasuredTest[]): readonly MeasuredTest[] =>
  all.toSorted((one, other) => {
    const { test: a } = one.measurement.planned;
    const { test: b } = other.measurement.planned;
    return rankOf(a) - rankOf(b) || a.phase.localeCompare(b.phase);
  });

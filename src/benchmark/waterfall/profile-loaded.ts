/** Profiles every test of the subjects that are loaded, the shallowest decode of each first, as far as the time for it goes. */
import type { GpuContext } from '../../device/context';
import { asTokamarkError } from '../../foundation/errors';
import { seconds, type Seconds } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/format';
import type { Clock } from '../clock';
import type { Watch } from '../guards/watch';
import type { Measured } from '../measure';
import { rankOf } from '../pace';
import { endsEverything } from '../survive';
import type { Verifier } from '../verify';
import { testName, type Test } from '../workload';
import { profileSubject, type ProfileOutcome } from './profile';

/** The most that all of it takes in a run with a budget, and what that sets aside for it. */
export const profileSeconds = ({ granted }: GpuContext): Seconds => seconds(granted.software ? 6 : 3);

/** Where a run has no budget. */
export const UNHURRIED: Seconds = seconds(60);

export interface Waterfall {
  readonly format: ModelFormat;
  readonly test: Test;
  readonly outcome: ProfileOutcome;
}

export interface ProfileOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal | null;
  readonly watch: Watch;
  /** False: timestamps disagree with the clock here; null: not known. */
  readonly timestamps: boolean | null;
  /** For all of them. */
  readonly budget: Seconds;
  readonly onProgress: (fraction: number, detail: string) => void;
  readonly onWaterfall: (waterfall: Waterfall) => void;
}

/** @throws TokamarkError `cancelled`, `device-lost`; what else fails is the reason why a test has no waterfall. */
export async function profileLoaded(
  context: GpuContext,
  verifier: Verifier,
  all: readonly Measured[],
  { clock, signal, watch, timestamps, budget, onProgress, onWaterfall }: ProfileOptions,
): Promise<void> {
  // The headline comes first: where it needs more than an equal share, what comes last may have no time left.
  const last = seconds(clock.now() + budget);
  const ordered = inOrder(all);
  for (const [i, one] of ordered.entries()) {
    const { format } = one.subject;
    const { test } = one;
    onProgress(i / ordered.length, `${format.toUpperCase()} ${testName(test)}`);
    await watch.calm();
    const from = clock.now();
    const end = seconds(from + Math.max(0, last - from) / (ordered.length - i));
    let outcome: ProfileOutcome;
    try {
      outcome = await context.guarded('a waterfall', () =>
        profileSubject(context, verifier, { ...one, end, last, timestamps }, clock, signal),
      );
      const guard = await watch.voided(from, clock.now());
      if (guard !== null) outcome = { leftOut: `It was disturbed (${guard}).` };
    } catch (thrown) {
      const error = asTokamarkError(thrown);
      if (endsEverything(error)) throw error;
      outcome = { leftOut: error.message };
    }
    onWaterfall({ format, test, outcome });
  }
  onProgress(1, '');
}

/** The headline first: decode before prefill, then more sequences, then what runs at depth. */
const inOrder = (all: readonly Measured[]): readonly Measured[] =>
  all.toSorted((a, b) => rankOf(a.test) - rankOf(b.test) || a.test.phase.localeCompare(b.test.phase));

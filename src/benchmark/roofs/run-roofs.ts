/**
 * The roofs in the course of a run: measured before anything else, and again at its end, where they are compared with what the run reached
 * meanwhile. Does nothing where nobody asked for them.
 */
import { seconds, type Bytes } from '../../foundation/units';
import { checkTimestamps, type TimestampCheck } from '../guards/timestamps';
import type { Measurement } from '../measurement';
import type { PlannedRun } from '../planned-run';
import type { RunBench } from '../run-request';
import { stepId } from '../steps';
import { orExtraLoss } from '../survive';
import type { Waterfall } from '../waterfall/profile-loaded';
import { closeRoofs } from './close-roofs';
import { isOurs } from '../whose';
import { reachedBy, reachedWithin } from './evidence';
import { RoofMeter } from './measure-roofs';

export class RunRoofs {
  /** Null where they are not measured. */
  private meter: RoofMeter | null = null;

  constructor(
    private readonly bench: RunBench,
    private readonly run: PlannedRun,
  ) {}

  /**
   * Checks the GPU's timestamps and measures each roof for the first time.
   * @returns whether timestamps agree with the clock; null where there are none, or nobody knows
   * @throws ExtraLoss where the device was lost; TokamarkError `cancelled`
   */
  async begin(): Promise<TimestampCheck['trusted'] | null> {
    const { bench, run } = this;
    const { events } = bench;
    const { roofs, waterfalls } = run.asked.extras;
    if (!roofs) return null;
    // The last visit is no step of its own: it goes on where the measurement ended.
    const last = waterfalls ? stepId.profile : stepId.measure;
    let begun = false;
    const meter = new RoofMeter(bench, (fraction, detail) =>
      begun ? events.onProgress(last, 1, `${detail}, once more`) : events.onProgress(stepId.roofs, fraction, detail),
    );
    this.meter = meter;
    return orExtraLoss('roofs', async () => {
      const timestamps = await bench.survive('the check of the GPU’s timestamps', () => checkTimestamps(bench));
      if (timestamps !== null) events.onReport('timestamps', timestamps);
      events.onReport('roofs', await meter.first());
      begun = true;
      return timestamps?.trusted ?? null;
    });
  }

  /** @param waterfalls of what was measured @throws TokamarkError `cancelled`, `device-lost` */
  async end(measurements: readonly Measurement[], waterfalls: readonly Waterfall[]): Promise<void> {
    const { bench, run, meter } = this;
    if (meter === null) return;
    const reached = [...reachedBy(measurements), ...reachedWithin(waterfalls)];
    const left = seconds(bench.budget.left() - run.kept.fromRoofs());
    const closed = await closeRoofs(meter, reached, left);
    const { footprints } = left > 0 ? await meter.over(tokensOf(measurements)) : closed;
    bench.events.onReport('roofs', { ...closed, footprints });
  }
}

/** What a token of each decode of ours reads at least. */
const tokensOf = (measurements: readonly Measurement[]): readonly Bytes[] =>
  measurements.flatMap(({ planned: { contestant, test }, facts, status }) =>
    isOurs(contestant) && test.phase === 'decode' && facts !== null && status === 'complete'
      ? [facts.bytesReadPerToken]
      : [],
  );

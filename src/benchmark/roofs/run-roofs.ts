/**
 * The roofs in the course of a run: measured before anything else, and again at its end, where they are held against what the run
 * reached meanwhile. Not how one is measured (measure-roofs.ts).
 */
import type { GpuContext } from '../../device/context';
import { asTokamarkError } from '../../foundation/errors';
import type { Seconds } from '../../foundation/units';
import type { ModelConfig } from '../../model/config';
import type { Clock } from '../clock';
import { checkTimestamps, type TimestampCheck } from '../guards/timestamps';
import type { Measurement } from '../measurement';
import type { RunEvents, RunRequest } from '../run-request';
import { stepId } from '../steps';
import { ExtraLoss, survive } from '../survive';
import type { Verifier } from '../verify';
import type { Waterfall } from '../waterfall/profile-loaded';
import { closeRoofs } from './close-roofs';
import { reachedBy, reachedWithin } from './evidence';
import { RoofMeter } from './measure-roofs';

export class RunRoofs {
  private readonly meter: RoofMeter;
  /** By workload, as last told of. */
  private readonly measurements = new Map<string, Measurement>();
  private readonly waterfalls: Waterfall[] = [];
  private begun = false;

  constructor(
    private readonly context: GpuContext,
    private readonly verifier: Verifier,
    { memory, waterfalls }: Pick<RunRequest, 'memory' | 'waterfalls'>,
    private readonly clock: Clock,
    private readonly signal: AbortSignal | null,
    private readonly events: RunEvents,
  ) {
    const { onVerified, onProblem, onProgress } = events;
    // The last visit is no step of its own: it goes on where the measurement ended.
    const last = waterfalls ? stepId.profile : stepId.measure;
    this.meter = new RoofMeter(context, verifier, memory, clock, signal, {
      ...{ onVerified, onProblem },
      onProgress: (fraction, detail) =>
        this.begun ? onProgress(last, 1, `${detail}, once more`) : onProgress(stepId.roofs, fraction, detail),
    });
  }

  /**
   * Checks the GPU's timestamps and measures each roof for the first time.
   * @returns null where there are no timestamps, or their check failed
   * @throws ExtraLoss where the device was lost; TokamarkError `cancelled`
   */
  async begin(): Promise<TimestampCheck | null> {
    const { context, verifier, clock, signal, events } = this;
    try {
      const timestamps = await survive(context, 'the check of the GPU’s timestamps', events.onProblem, () =>
        checkTimestamps(context, verifier, clock, signal),
      );
      if (timestamps !== null) events.onTimestamps(timestamps);
      events.onRoofs(await this.meter.first());
      this.begun = true;
      return timestamps;
    } catch (thrown) {
      const error = asTokamarkError(thrown);
      throw error.code === 'device-lost' ? new ExtraLoss('the measured roofs', error) : error;
    }
  }

  onMeasurement(measurement: Measurement): void {
    this.measurements.set(measurement.workloadId, measurement);
  }

  onWaterfall(waterfall: Waterfall): void {
    this.waterfalls.push(waterfall);
  }

  /** @param left of the run's time, for the last visit @throws TokamarkError `cancelled`, `device-lost` */
  async end(config: ModelConfig, left: Seconds): Promise<void> {
    const reached = [...reachedBy([...this.measurements.values()], config), ...reachedWithin(this.waterfalls)];
    this.events.onRoofs(await closeRoofs(this.meter, reached, left));
  }
}

/** The measurements of a run, from before they begin: each change is told to whoever listens. */
import { asTokamarkError } from '../foundation/errors';
import type { ModelFormat } from '../kernels/format';
import { planned, type Measurement } from './measurement';
import type { PlannedRun } from './planned-run';
import type { Subject } from './subject';
import type { Test } from './workload';

export interface Running {
  readonly format: ModelFormat;
  readonly test: Test;
  measurement: Measurement;
}

export class Board {
  private readonly running: readonly Running[];

  constructor(
    { asked, plan, weights }: PlannedRun,
    private readonly onMeasurement: (measurement: Measurement) => void,
  ) {
    this.running = asked.formats.flatMap((format) =>
      plan.tests.map((test) => ({ format, test, measurement: planned(plan.config, weights.source, format, test) })),
    );
  }

  get measurements(): readonly Measurement[] {
    return this.running.map(({ measurement }) => measurement);
  }

  /** Of one format, in the order of the request: those of its tests that are measured. */
  of({ format, tests }: Pick<Subject, 'format' | 'tests'>): readonly Running[] {
    return this.running.filter((one) => one.format === format && tests.includes(one.test));
  }

  set(one: Running, change: Partial<Measurement>): void {
    one.measurement = { ...one.measurement, ...change };
    this.onMeasurement(one.measurement);
  }

  /** Ends what still runs of `formats`, of those tests that `isOf` says, with what was thrown. */
  end(formats: readonly ModelFormat[], thrown: unknown, isOf: (test: Test) => boolean = () => true): void {
    const error = asTokamarkError(thrown);
    const status = error.code === 'cancelled' ? 'cancelled' : 'failed';
    for (const one of this.running) {
      if (formats.includes(one.format) && isOf(one.test) && one.measurement.status === 'running') {
        this.set(one, { status, error: error.toData() });
      }
    }
  }
}

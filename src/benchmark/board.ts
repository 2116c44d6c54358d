/** The measurements of a run, from before they begin. Listeners hear each change. */
import { asTokamarkError } from '../foundation/errors';
import type { Contestant, LoadedContestant } from './contestant';
import { unmeasured, type Measurement } from './measurement';
import type { PlannedRun } from './planned-run';
import { plannedTest, type PlannedTest } from './planned-test';
import type { Test } from './workload';

export interface Running {
  readonly planned: PlannedTest;
  measurement: Measurement;
}

export class Board {
  private readonly running: readonly Running[];

  constructor(
    { asked, plan, weights }: PlannedRun,
    private readonly onMeasurement: (measurement: Measurement) => void,
  ) {
    this.running = asked.contestants.flatMap((contestant) =>
      plan.tests.map((test) => {
        const planned = plannedTest(plan.config, weights.source, contestant, test);
        return { planned, measurement: unmeasured(planned) };
      }),
    );
  }

  get measurements(): readonly Measurement[] {
    return this.running.map(({ measurement }) => measurement);
  }

  /** In the order of the request: those of its tests that are measured. */
  of({ contestant, tests }: Pick<LoadedContestant, 'contestant' | 'tests'>): readonly Running[] {
    return this.running.filter(({ planned }) => planned.contestant === contestant && tests.includes(planned.test));
  }

  set(one: Running, change: Partial<Omit<Measurement, 'planned'>>): void {
    one.measurement = { ...one.measurement, ...change };
    this.onMeasurement(one.measurement);
  }

  /** Ends what still runs of `contestants`, of those tests that `isOf` says, with what was thrown. */
  end(contestants: readonly Contestant[], thrown: unknown, isOf: (test: Test) => boolean = () => true): void {
    const error = asTokamarkError(thrown);
    const status = error.code === 'cancelled' ? 'cancelled' : 'failed';
    for (const one of this.running) {
      const { contestant, test } = one.planned;
      if (contestants.includes(contestant) && isOf(test) && one.measurement.status === 'running') {
        this.set(one, { status, error: error.toData() });
      }
    }
  }
}

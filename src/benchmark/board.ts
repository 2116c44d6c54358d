/** The measurements of a run, from before they begin. Listeners hear each change. */
import { asTokamarkError } from '../foundation/errors';
import type { Entrant } from './entrant';
import { unmeasured, type Measurement } from './measurement';
import type { PlannedRun } from './planned-run';
import { promptRuleOf } from './prompts';
import { plannedTest, type PlannedTest } from './planned-test';
import type { Test } from './workload';

export interface Running {
  readonly entrant: Entrant;
  readonly planned: PlannedTest;
  measurement: Measurement;
}

export class Board {
  private readonly running: readonly Running[];

  constructor(
    { entrants, weights, asked }: Pick<PlannedRun, 'entrants' | 'weights' | 'asked'>,
    private readonly onMeasurement: (measurement: Measurement) => void,
  ) {
    this.running = entrants.flatMap((entrant) =>
      entrant.tests.map((test) => {
        const planned = plannedTest(entrant, weights.source, test, promptRuleOf(asked));
        return { entrant, planned, measurement: unmeasured(planned) };
      }),
    );
  }

  get measurements(): readonly Measurement[] {
    return this.running.map(({ measurement }) => measurement);
  }

  /** In the order of the request: those of its tests that are measured. */
  of(entrant: Entrant, tests: readonly Test[]): readonly Running[] {
    return this.running.filter((one) => one.entrant === entrant && tests.includes(one.planned.test));
  }

  set(one: Running, change: Partial<Omit<Measurement, 'planned'>>): void {
    one.measurement = { ...one.measurement, ...change };
    this.onMeasurement(one.measurement);
  }

  /** Ends what still runs of `entrants`, of those tests that `isOf` says, with what was thrown. */
  end(entrants: readonly Entrant[], thrown: unknown, isOf: (test: Test) => boolean = () => true): void {
    const error = asTokamarkError(thrown);
    const status = error.code === 'cancelled' ? 'cancelled' : 'failed';
    for (const one of this.running) {
      if (entrants.includes(one.entrant) && isOf(one.planned.test) && one.measurement.status === 'running') {
        this.set(one, { status, error: error.toData() });
      }
    }
  }
}

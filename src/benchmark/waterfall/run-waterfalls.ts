/** The waterfalls in the course of a run: how much of its time they may take. */
import { seconds, type Seconds } from '../../foundation/units';
import type { MeasuredTest } from '../measurement';
import type { PlannedRun } from '../planned-run';
import { formatsOf, type RunBench } from '../run-request';
import { profileLoaded, type Waterfall } from './profile-loaded';

/** Of what is left of the budget once all is measured and what follows has its time, how much waterfalls may take. */
const SHARE = 0.5;
/** Where a run has no budget. */
const UNHURRIED: Seconds = seconds(60);

export class RunWaterfalls {
  /** Those made so far. */
  readonly all: Waterfall[] = [];

  /** @param timestamps whether they agree with the clock; null: not known */
  constructor(
    private readonly bench: RunBench,
    private readonly run: PlannedRun,
    private readonly timestamps: boolean | null,
  ) {}

  /** Of contestants that were measured together, while they are loaded; none where nobody asked. @throws as profileLoaded */
  async add(loaded: readonly MeasuredTest[]): Promise<void> {
    if (!this.run.asked.extras.waterfalls) return;
    // Of the headline's model alone: the others are there for the line.
    const measured = loaded.filter(({ measurement }) => measurement.planned.config === this.run.plan.config);
    await profileLoaded(this.bench, measured, {
      timestamps: this.timestamps,
      budget: this.budgetFor(
        new Set(
          measured.flatMap(({ loaded, measurement }) =>
            loaded.kernels === null ? [] : measurement.planned.contestant,
          ),
        ).size,
      ),
      onWaterfall: (waterfall) => {
        this.all.push(waterfall);
        this.bench.events.onReport('waterfall', waterfall);
      },
    });
  }

  private budgetFor(contestants: number): Seconds {
    const { budget } = this.bench;
    const { asked, kept, setAside } = this.run;
    const spare = SHARE * (budget.left() - kept.afterWaterfalls());
    const most = Math.min(UNHURRIED, Math.max(setAside.waterfalls, spare));
    return seconds(Math.max(0, Math.min((most * contestants) / formatsOf(asked).length, budget.left())));
  }
}

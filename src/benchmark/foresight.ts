/**
 * How a device turned out against what the plan expected of it: what follows the measurement is foreseen by that, and not by the plan
 * alone, which errs on the side of caution. Loading and checking the formats is what is compared with the plan: it is of the same kind as
 * what follows, and takes as long whatever the budget.
 */
import { seconds, type Seconds } from '../foundation/units';
import type { Clock } from './clock';
import type { StepTimes } from './steps';

/** Beyond that it is no longer the device that was planned for, and the one figure says little. */
const MOST = 8;

export class Foresight {
  private begun: Seconds | null = null;
  private loaded = 0;
  private taken: Seconds | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly planned: Pick<StepTimes, 'load' | 'check'>,
  ) {}

  /** A format begins to be loaded. */
  onLoad(): void {
    if (this.taken !== null) return;
    this.begun ??= this.clock.now();
    this.loaded += 1;
  }

  /** Loading and checking are over: tuning or the repetitions begin. */
  onReady(): void {
    if (this.begun !== null) this.taken ??= seconds(this.clock.now() - this.begun);
  }

  /** Seconds that each of those loaded took; 0 as long as nothing is known. */
  each(): Seconds {
    return seconds(this.loaded === 0 ? 0 : (this.taken ?? 0) / this.loaded);
  }

  /** How many times as long as planned; 1 as long as nothing is known. */
  factor(): number {
    const expected = this.loaded * (this.planned.load + this.planned.check);
    if (this.taken === null || expected <= 0) return 1;
    return Math.min(MOST, Math.max(1 / MOST, this.taken / expected));
  }
}

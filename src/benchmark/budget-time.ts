/**
 * How much of a run's time budget is left. Time in which a person or another program made the run wait does not count, nor does what is
 * outside of the budget by design.
 */
import { seconds, type Seconds } from '../foundation/units';
import type { Clock } from './clock';
import type { Watch } from './guards/watch';

/** Of the budget: the last piece may take longer than was foreseen, and buffers must be freed. */
const USABLE_BUDGET = 0.97;

export class BudgetTime {
  private readonly begin: Seconds;
  private outside = 0;
  /** How many of them run, one within another. */
  private depth = 0;

  /** It begins now. @param total null: there is always enough @param usable of it, what is given out */
  constructor(
    private readonly clock: Clock,
    readonly total: Seconds | null,
    private readonly usable = USABLE_BUDGET,
  ) {
    this.begin = clock.now();
  }

  /** Below zero once it is overdrawn. */
  left(): Seconds {
    if (this.total === null) return seconds(Infinity);
    return seconds(this.usable * this.total - this.spent());
  }

  /** Without what is outside of it. */
  spent(): Seconds {
    return seconds(this.clock.now() - this.begin - this.outside);
  }

  /** Runs `work` outside of the budget. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    const from = this.clock.now();
    this.depth += 1;
    try {
      return await work();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.outside += this.clock.now() - from;
    }
  }

  /** `watch`, of which the waiting is outside of the budget. */
  watching(watch: Watch): Watch {
    return { ...watch, calm: () => this.without(watch.calm) };
  }
}

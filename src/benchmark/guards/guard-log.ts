/** When which guard was seen, by the engine's own clock: an observer elsewhere says only that something began or is over. */
import { seconds, type Seconds } from '../../foundation/units';
import type { Clock } from '../clock';
import { ruleOf, type Guard, type GuardNotice } from './guard';

export interface GuardPeriod {
  readonly guard: Guard;
  readonly from: Seconds;
  /** Null while it lasts. */
  readonly to: Seconds | null;
}

export class GuardLog {
  private periods: GuardPeriod[] = [];
  private listener: ((guard: Guard) => void) | null = null;

  constructor(private readonly clock: Clock) {}

  /** The same said twice is said once. */
  notice({ guard, active }: GuardNotice): void {
    const open = this.periods.findIndex((period) => period.guard === guard && period.to === null);
    const now = this.clock.now();
    const period = this.periods[open];
    if (active && period === undefined) {
      this.periods.push({ guard, from: now, to: null });
      this.listener?.(guard);
    } else if (!active && period !== undefined) {
      this.periods[open] = { ...period, to: now };
    }
  }

  /** Something that was found at this moment, and lasts no longer. */
  mark(guard: Guard): void {
    this.notice({ guard, active: true });
    this.notice({ guard, active: false });
  }

  /** Forgets what is over, and tells `listener` of what lasts and what comes: a run begins. */
  begin(listener: (guard: Guard) => void): void {
    this.periods = this.periods.filter(({ to }) => to === null);
    this.listener = listener;
    for (const { guard } of this.periods) listener(guard);
  }

  end(): void {
    this.listener = null;
  }

  get all(): readonly GuardPeriod[] {
    return this.periods;
  }

  /** The first guard that voids what was timed between the two moments. */
  voiding(from: Seconds, to: Seconds, ignored: ReadonlySet<Guard>): Guard | null {
    const found = this.periods.find(
      (period) => voids(period.guard, ignored) && period.from <= to && (period.to ?? seconds(Infinity)) >= from,
    );
    return found?.guard ?? null;
  }

  /** What voids a repetition that began now. */
  active(ignored: ReadonlySet<Guard>): Guard | null {
    return this.periods.find(({ guard, to }) => to === null && voids(guard, ignored))?.guard ?? null;
  }
}

const voids = (guard: Guard, ignored: ReadonlySet<Guard>): boolean =>
  ruleOf(guard).voids === 'repetition' && !ignored.has(guard);

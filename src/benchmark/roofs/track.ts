/** One roof over a run: its visits, what is known after each, and how well. */
import { TokamarkError } from '../../foundation/errors';
import { figureOf } from '../../statistics/figure';
import { apart, fastest } from './best';
import type { RoofFigure } from './roof';
import { FEWEST, sample, sampleAgain } from './sampling';
import type { Probe, RoofVisit } from './visit';

/** Whether a disturbance makes the value smaller, as of a rate, or larger, as of a cost. */
export type Kind = 'rate' | 'cost';

/** The fastest takes are said to disagree beyond this. */
const APART = 1.25;
/** Times either way, where a single take is all that is known. */
const UNKNOWN = 2;

/** What a roof is called, and what its values are. */
export interface Quantity<Q extends number> {
  readonly name: string;
  readonly kind: Kind;
  readonly brand: (value: number) => Q;
}

export class Track<W extends object, Q extends number> {
  private readonly visits: number[][] = [];
  /** Of the work, once it has grown. */
  private units: number | null = null;
  private short = true;
  private work: W | null = null;

  constructor(
    private readonly quantity: Quantity<Q>,
    private readonly probe: Probe<W>,
    /** The clock moves in steps that a take holds few of: its shortest takes are the luckiest. */
    private readonly coarse: boolean,
  ) {}

  /** Takes it once more; what was known before stays known. @throws TokamarkError `internal` where no take ever took any time. */
  async visit(visit: RoofVisit): Promise<void> {
    const { bench, aim, end } = visit;
    await bench.context.buffers.within(async () => {
      const { take, growing, value, work } = await this.probe.ready(visit);
      const rule = { first: this.probe.first, most: this.probe.most, aim, end };
      const { units, taken, short } =
        this.units === null
          ? await sample(take, rule, bench, growing)
          : await sampleAgain(take, this.units, rule, bench);
      if (taken.length > 0) this.visits.push(taken.map((one) => value(units, one)));
      this.work = work(units);
      this.short &&= short;
      // Where it never grew long enough it grows anew.
      this.units = short ? null : units;
    });
    if (this.visits.length === 0) throw noTime(this.quantity.name);
  }

  /** Null where no visit succeeded. */
  figure(): (RoofFigure<Q> & W) | null {
    const { work, visits } = this;
    const { kind, brand } = this.quantity;
    const all = visits.flat();
    if (work === null || all.length === 0) return null;
    const kept = this.coarse ? all : best(all, kind);
    const { median, low, high } = all.length === 1 ? unknown(all[0] ?? 0) : figureOf(kept);
    return {
      ...{ median: brand(median), low: brand(low), high: brand(high), samples: kept.map(brand) },
      ...{ visits: visits.map((visit) => visit.map(brand)), doubt: this.doubt(all) },
      ...work,
    };
  }

  private doubt(all: readonly number[]): string {
    if (all.length < FEWEST) return 'The device was too slow, or stalled too long, for more than one or two samples.';
    if (this.short) return 'The device stalled again and again, so no sample was long enough.';
    const spread = apart(this.quantity.kind === 'cost' ? all : all.map((value) => 1 / value));
    return spread > APART
      ? `Its fastest samples differ by a factor of ${spread.toPrecision(2)}: something else used the device all the time.`
      : '';
  }
}

/** Those of the fastest takes: the largest rates, the least costs. */
function best(values: readonly number[], kind: Kind): readonly number[] {
  return kind === 'cost' ? fastest(values) : fastest(values.map((value) => -value)).map((value) => -value);
}

const unknown = (value: number) => ({ median: value, low: value / UNKNOWN, high: value * UNKNOWN });

const noTime = (what: string): TokamarkError =>
  new TokamarkError({
    code: 'internal',
    message: `No sample of the ${what} took any time on this clock.`,
    where: what,
    remedy: 'A browser that resists fingerprinting has a clock too coarse for it.',
  });

/**
 * How often and how long one roof is measured: its work grows until two takes of one size agree and are long enough, then takes of that
 * size are counted. What disturbs a take only makes it longer, so that the shortest says most.
 */
import { seconds, type Seconds } from '../../foundation/units';
import { throwIfCancelled } from '../../foundation/cancel';
import { grown } from '../../tuning/stopwatch';
import type { Bench } from '../bench';
import { settled } from './best';

/** Seconds that `units` of the work took. Zero or less where the clock was too coarse or something else ran meanwhile. */
export type Take = (units: number) => Promise<Seconds>;

export interface SamplingRule {
  /** Units of the first, smallest piece of work. */
  readonly first: number;
  readonly most: number;
  /** The work grows until it takes at least this. */
  readonly aim: Seconds;
  /** On the clock: no further take begins after it once there are FEWEST, or where some take far longer than they should. */
  readonly end: Seconds;
}

/** Whose clock says how much time is left, and who may cancel. */
type Timing = Pick<Bench, 'clock' | 'signal'>;

export interface Sampling {
  readonly units: number;
  /** Seconds of `units` each, in order; those that took no time at all are left out and counted. */
  readonly taken: readonly Seconds[];
  readonly leftOut: number;
  /** Stalls ended its growth before two takes agreed: it may be far too short. */
  readonly short: boolean;
}

export const SAMPLES = 5;
export const FEWEST = 3;
/** Where the fastest do not agree after SAMPLES. */
export const MOST_SAMPLES = 12;

/** Times the aim: a take that lasts this long has stalled, or the device is so slow that two have to do. */
export const FAR_TOO_LONG = 20;
/** So many such takes end the growth once time is up; one may be a hiccup, however long. */
const MOST_STALLS = 2;

/** Two takes of one size agree where the shorter is at least this share of the longer. */
const AGREEMENT = 0.8;
/** Takes of one size that are waited for to agree. */
const MOST_LOOKS = 5;
/** Of the aim: a counted take that is shorter says that the work had not grown enough. */
const TOO_SHORT = 0.5;
/** How often the work grows on because of one. */
const MOST_REGROWTHS = 3;

interface Looked {
  /** Takes of one size, none of them counted: they are the warm-up. */
  readonly looks: readonly Seconds[];
  /** False where stalls ended it before two takes agreed. */
  readonly sure: boolean;
}

interface Growth extends Looked {
  readonly units: number;
}

/** Work at one device, with what stalled so far. */
class Sampler {
  private stalls = 0;

  constructor(
    private readonly rule: SamplingRule,
    private readonly timing: Timing,
  ) {}

  private get isOver(): boolean {
    return this.timing.clock.now() >= this.rule.end;
  }

  private async run(take: Take, units: number): Promise<Seconds> {
    throwIfCancelled(this.timing.signal);
    const taken = await take(units);
    if (taken > FAR_TOO_LONG * this.rule.aim) this.stalls += 1;
    return taken;
  }

  async grow(take: Take, first: number): Promise<Growth> {
    const { aim, most } = this.rule;
    let looked: Looked = { looks: [], sure: false };
    const look = async (units: number) => {
      looked = await this.look(take, units);
      return Math.min(...looked.looks);
    };
    const { units } = await grown(look, { first, most, aim });
    return { units, ...looked };
  }

  /** Takes of one size: one below the aim is enough to grow on, and only two that agree are enough to stay. */
  private async look(take: Take, units: number): Promise<Looked> {
    const { aim, most } = this.rule;
    for (const looks: Seconds[] = []; ;) {
      looks.push(await this.run(take, units));
      const [least = seconds(0), second] = looks.toSorted((a, b) => a - b);
      const isShort = least < aim && units < most;
      const agreed = second !== undefined && least >= AGREEMENT * second;
      if (isShort || agreed || looks.length >= MOST_LOOKS) return { looks, sure: true };
      if (this.stalls >= MOST_STALLS && this.isOver) return { looks, sure: false };
    }
  }

  /** Until the fastest agree or there are enough, or one is shorter than `shortest`. */
  async take(take: Take, units: number, shortest: number) {
    const taken: Seconds[] = [];
    let leftOut = 0;
    while (leftOut < SAMPLES && (taken.length < SAMPLES || (taken.length < MOST_SAMPLES && !settled(taken)))) {
      const one = await this.run(take, units);
      if (one > 0) taken.push(one);
      else leftOut += 1;
      if (one < shortest) return { taken, leftOut, shortfall: true };
      const enough = taken.length >= SAMPLES || (taken.length >= FEWEST && settled(taken));
      if (this.isOver && (enough || this.stalls > MOST_STALLS)) break;
    }
    return { taken, leftOut, shortfall: false };
  }

  /** Such slow takes that there is no time for more than those two that agreed. */
  isSlow({ looks, sure }: Growth): boolean {
    return sure && this.isOver && Math.min(...looks) > FAR_TOO_LONG * this.rule.aim;
  }
}

/**
 * Grows the work from its first size on. One take below the aim is enough to grow on, however long others of its size took; only two
 * that agree end it. Else it ends by a limit: MOST_LOOKS at one size, or stalls once time is up.
 * @throws TokamarkError `cancelled`.
 */
export const grow = (take: Take, rule: SamplingRule, timing: Timing): Promise<Growth> =>
  new Sampler(rule, timing).grow(take, rule.first);

/**
 * Grows the work, then counts takes of it.
 * @param growing what is timed while the work grows, where that is not what is counted: a difference says little of its size
 * @throws TokamarkError `cancelled`.
 */
export async function sample(take: Take, rule: SamplingRule, timing: Timing, growing: Take = take): Promise<Sampling> {
  const sampler = new Sampler(rule, timing);
  let growth = await sampler.grow(growing, rule.first);
  for (let regrowths = 0; ; regrowths++) {
    const { units, looks, sure } = growth;
    const isTimed = growing === take;
    if (isTimed && sampler.isSlow(growth)) return { units, taken: looks, leftOut: 0, short: false };
    const canGrow = isTimed && units < rule.most && regrowths < MOST_REGROWTHS;
    const { taken, leftOut, shortfall } = await sampler.take(take, units, canGrow ? TOO_SHORT * rule.aim : -Infinity);
    if (!shortfall) return { units, taken, leftOut, short: !sure };
    growth = await sampler.grow(growing, units);
  }
}

/** Further takes of work that has grown before: one that counts for nothing, and then as `sample`. */
export async function sampleAgain(take: Take, units: number, rule: SamplingRule, timing: Timing): Promise<Sampling> {
  throwIfCancelled(timing.signal);
  await take(units);
  const { taken, leftOut } = await new Sampler(rule, timing).take(take, units, -Infinity);
  return { units, taken, leftOut, short: false };
}

/** Steps of the clock that a take holds where it can. */
export const FINE_STEPS = 50;

/** How long a take should be: so long that waiting for it, and a step of the clock, are a small part, within what a submit may take. */
export function aimFor(roundTrip: number, step = 0): Seconds {
  return seconds(Math.min(0.05, Math.max(0.01, 25 * roundTrip, FINE_STEPS * step)));
}

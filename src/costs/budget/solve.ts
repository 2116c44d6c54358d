/**
 * What a budget buys: of all ways to run a model, by format and sequences at once, the one that writes the most useful tokens within every
 * limit. Pure arithmetic on what each way takes; a way is refused or counted by its middle, and its range says how sure the count is.
 */
import { bySide, OTHER_SIDE, type Band } from '../../energy/band';
import type { ModelFormat } from '../../kernels/recipe';
import { twoDigits } from '../../report/two-digits';

/** One way to run the model. Useful are the tokens of answers: neither prompt nor reasoning. */
export interface Way {
  readonly format: ModelFormat;
  readonly batch: number;
  /** Between two tokens of one answer. */
  readonly tokenSeconds: Band<number>;
  readonly watts: Band<number>;
  /** From FP16, nats per token; null where it is not known. */
  readonly distance: number | null;
  /** Why the model may not fit in the memory so; empty where it does. */
  readonly doubt: string;
  /** What a useful token takes and costs. */
  readonly takes: Takes;
}

interface Takes {
  /** Of use. */
  readonly hours: Band<number>;
  readonly kilowattHours: Band<number>;
  /** Beyond what is paid without use; null where a price is not known. */
  readonly money: Band<number> | null;
}

/** What a month takes before anything is written. */
export interface Standing {
  /** Null: it is not known. */
  readonly money: number | null;
  readonly kilowattHours: number;
}

/** Null: no limit. */
export interface Limits {
  readonly watts: number | null;
  readonly tokenSeconds: number | null;
  readonly distance: number | null;
  /** A month, as the next two. */
  readonly money: number | null;
  readonly kilowattHours: number | null;
  /** Of use. */
  readonly hours: number;
}

export type Bound = 'hours' | 'money' | 'kilowattHours';

export interface Bought {
  readonly way: Way;
  /** Useful tokens a month. */
  readonly tokens: Band<number>;
  /** What there would have to be more of. */
  readonly boundBy: Bound;
}

interface Refused {
  readonly way: Way;
  readonly why: string;
}

export function judge(way: Way, limits: Limits, standing: Standing): Bought | Refused {
  const why = refusalOf(way, limits, standing);
  if (why !== null) return { way, why };
  const { takes } = way;
  const amounts: Readonly<Record<Bound, number>> = {
    hours: limits.hours,
    kilowattHours: limits.kilowattHours === null ? Infinity : limits.kilowattHours - standing.kilowattHours,
    money: limits.money === null ? Infinity : limits.money - (standing.money ?? 0),
  };
  const each: Readonly<Record<Bound, Band<number> | null>> = takes;
  const bounds = (['hours', 'kilowattHours', 'money'] as const).map((bound) => ({
    bound,
    // The most that a token may take gives the fewest tokens; what takes nothing bounds nothing.
    tokens: bySide((side) => {
      const taken = each[bound]?.[OTHER_SIDE[side]] ?? 0;
      return taken === 0 ? Infinity : amounts[bound] / taken;
    }),
  }));
  const least = (side: keyof Band<number>): number => Math.min(...bounds.map(({ tokens }) => tokens[side]));
  const binding = bounds.toSorted((a, b) => a.tokens.central - b.tokens.central)[0];
  return { way, tokens: bySide(least), boundBy: binding?.bound ?? 'hours' };
}

function refusalOf({ tokenSeconds, watts, distance, takes }: Way, limits: Limits, standing: Standing): string | null {
  if (limits.watts !== null && watts.central > limits.watts) return `draws about ${twoDigits(watts.central)} W`;
  if (limits.tokenSeconds !== null && tokenSeconds.central > limits.tokenSeconds) {
    return `takes about ${twoDigits(1000 * tokenSeconds.central)} ms a token`;
  }
  if (limits.distance !== null) {
    if (distance === null) return 'its distance from FP16 is not known';
    if (distance > limits.distance) return `lies ${twoDigits(distance)} nats from FP16`;
  }
  if (limits.kilowattHours !== null && standing.kilowattHours > limits.kilowattHours) {
    return `the machine alone takes ${twoDigits(standing.kilowattHours)} kWh a month while it waits`;
  }
  if (limits.money === null) return null;
  if (standing.money === null || takes.money === null) return 'what it costs is not known';
  return standing.money > limits.money ? `the machine alone costs ${twoDigits(standing.money)} a month` : null;
}

export const isBought = (one: Bought | Refused): one is Bought => 'tokens' in one;

export interface Plan {
  /** Null where every way is refused. */
  readonly best: Bought | null;
  /** Of each format the best way; where all of its ways are refused, the one that is refused last. */
  readonly byFormat: readonly (Bought | Refused)[];
  /** Other formats' best that are not surely behind it. */
  readonly tied: readonly Bought[];
}

export function solve(ways: readonly Way[], limits: Limits, standing: Standing): Plan {
  const judged = ways.map((way) => judge(way, limits, standing));
  const formats = [...new Set(ways.map(({ format }) => format))];
  const byFormat = formats.flatMap((format) => {
    const own = judged.filter(({ way }) => way.format === format);
    return bestOf(own) ?? own[0] ?? [];
  });
  const best = bestOf(byFormat);
  const others = byFormat.filter(isBought).filter((one) => one !== best);
  return { best, byFormat, tied: best === null ? [] : others.filter((one) => !isBehind(one, best)) };
}

/** Ranges are wider than this by far: ways this near write equally much. */
export const NEARLY = 0.95;

/**
 * Where the least, the middle and the most that it may write are each less. What is not known of a machine is nearly the same for all of its
 * formats, so their ranges overlap also where one of them writes more whatever holds.
 */
const isBehind = ({ tokens }: Bought, best: Bought): boolean =>
  SIDES.every((side) => tokens[side] < NEARLY * best.tokens[side]);

const SIDES = ['low', 'central', 'high'] as const;

/** Of those that write nearly as much as the most, the one nearest to FP16, then the one that answers sooner. */
function bestOf(judged: readonly (Bought | Refused)[]): Bought | null {
  const bought = judged.filter(isBought);
  const most = Math.max(...bought.map(({ tokens }) => tokens.central));
  const [best] = bought
    .filter(({ tokens }) => tokens.central >= NEARLY * most)
    .toSorted((a, b) => farness(a.way) - farness(b.way) || a.way.tokenSeconds.central - b.way.tokenSeconds.central);
  return best ?? null;
}

const farness = ({ distance }: Way): number => distance ?? 1e9;

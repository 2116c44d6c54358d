/** From the values of an axis to pixels, and which values are written beside it. */
import { scaleLinear, scaleLog, scaleTime } from 'd3-scale';
import type { Axis } from './chart';

export interface Scale {
  /** Within the range, whatever the value. */
  readonly at: (value: number) => number;
  /** About so many, fewer rather than more. */
  readonly ticks: (most: number) => readonly number[];
  readonly textOf: (tick: number) => string;
}

export function scaleOf(axis: Axis, range: readonly [number, number]): Scale {
  if (axis.scale === 'time') return timeScale(axis, range);
  const [from, to] = domainOf(axis);
  const scale = axis.scale === 'log' ? scaleLog() : scaleLinear();
  scale
    .domain([from, to])
    .range([...range])
    .clamp(true);
  return {
    at: (value) => scale(Number.isFinite(value) ? value : from),
    ticks: (most) => (axis.scale === 'log' ? logTicks(from, to, most) : linearTicks(scale.ticks(most), most)),
    textOf: tickText,
  };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The last that a date can be. */
const LAST = 8.64e15;

function timeScale(axis: Axis, range: readonly [number, number]): Scale {
  const [a, b] = [axis.from, axis.to].map((one) => Math.min(LAST - HOUR, Math.max(0, Number.isFinite(one) ? one : 0)));
  const from = Math.min(a ?? 0, b ?? 0);
  const to = Math.max(a ?? 0, b ?? 0, from + 1000);
  const scale = scaleTime([from, to], [...range]).clamp(true);
  const span = to - from;
  const words: Intl.DateTimeFormatOptions =
    span < 2 * DAY
      ? { hour: '2-digit', minute: '2-digit', ...(span < HOUR / 6 ? { second: '2-digit' } : {}) }
      : span < 300 * DAY
        ? { day: 'numeric', month: 'short' }
        : { month: 'short', year: 'numeric' };
  const format = new Intl.DateTimeFormat('en-GB', words);
  return {
    at: (value) => scale(Number.isFinite(value) ? value : from),
    // Half a day has no name of its own.
    ticks: (most) =>
      timeTicks(scale, most).filter((tick, i, all) => i === 0 || format.format(tick) !== format.format(all[i - 1])),
    textOf: (tick) => format.format(tick),
  };
}

/** Fewer where d3 gives more than it was asked for. */
function timeTicks(scale: ReturnType<typeof scaleTime>, most: number): readonly number[] {
  const ticks = scale.ticks(Math.max(1, most)).map(Number);
  const step = Math.ceil(ticks.length / Math.max(2, most));
  return ticks.filter((_, i) => i % step === 0);
}

/** One that has a width, and of a logarithm one above 0. */
function domainOf({ scale, from, to }: Axis): readonly [number, number] {
  const least = scale === 'log' ? 1e-12 : -1e300;
  const [a, b] = [from, to].map((one) => Math.min(1e300, Math.max(least, Number.isFinite(one) ? one : least)));
  const low = Math.min(a ?? least, b ?? least);
  const high = Math.max(a ?? least, b ?? least);
  // Narrower than numbers of their size tell apart is no width.
  if (high - low > 1e-9 * Math.max(1e-6, Math.abs(low), Math.abs(high))) return [low, high];
  return scale === 'log' ? [low / 2, low * 2] : [low, low + Math.max(1, Math.abs(low))];
}

/** d3 may give one more than it was asked for. */
const linearTicks = (ticks: readonly number[], most: number): readonly number[] =>
  ticks.length <= Math.max(2, most) ? ticks : ticks.filter((_, i) => i % 2 === 0);

function logTicks(from: number, to: number, most: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const within = (all: readonly number[]) => all.filter((value) => value >= from && value <= to * (1 + 1e-9));
  const of = (steps: readonly number[]) => within(decades.flatMap((one) => steps.map((step) => step * 10 ** one)));
  const fine = [[1, 2, 5], [1, 3], [1]].map(of).find((ticks) => ticks.length <= Math.max(2, most));
  if (fine !== undefined) return fine;
  const powers = of([1]);
  const step = Math.ceil(powers.length / Math.max(2, most));
  return powers.filter((_, i) => i % step === 0);
}

const PREFIXES = [
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
] as const;

/** `0.25`, `1,500`, `2 M`. */
export function tickText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const [prefix, unit] = PREFIXES.find(([, least]) => size >= least) ?? ['', 1];
  const scaled = Number((value / unit).toPrecision(4));
  const text = Math.abs(scaled) >= 1000 ? scaled.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',') : String(scaled);
  return `${text.replace('-', '−')}${prefix === '' ? '' : ` ${prefix}`}`;
}

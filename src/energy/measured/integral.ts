/**
 * From readings of an instrument to the joules between two moments, with what instrument and sampling leave open. Pure arithmetic: it
 * knows no tokens, and nothing of where readings come from.
 */
import { joules, type Joules } from '../../foundation/energy-units';
import { seconds, type Seconds } from '../../foundation/units';
import type { Instrument, Power, Readings } from '../../report/schema/power';
import { band, type Band } from '../band';

/** Two moments on the clock of the readings. */
export interface Span {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** Why there are no joules. */
export type Unresolved = 'no-readings' | 'averaged' | 'too-seldom';

/**
 * Between two readings anything from the smaller to the larger may have been drawn. A reading that is a mean is laid at the middle of what
 * it averages over, and the span's edges may be off by what the readings around it differ.
 */
export function joulesBetween({ instrument, readings }: Power, span: Span): Band<Joules> | Unresolved {
  return instrument.reads === 'joules'
    ? ofCounter(instrument, moved(readings), span)
    : ofPower(instrument, readings, span);
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/** A gap of more than half of a span says too little of it. */
const MOST_GAP = 0.5;

function ofCounter(instrument: Instrument, points: readonly Point[], span: Span): Band<Joules> | Unresolved {
  const around = pointsAround(points, span);
  if (typeof around === 'string') return around;
  const [least, most] = [at(around, span.from), at(around, span.to)];
  const inside = around.filter((one) => one.at >= span.from && one.at <= span.to);
  const low = (inside.at(-1)?.value ?? 0) - (inside[0]?.value ?? 0);
  const high = (around.at(-1)?.value ?? 0) - (around[0]?.value ?? 0);
  return widened(instrument, span, { low, central: most - least, high });
}

function ofPower(instrument: Instrument, readings: Readings, span: Span): Band<Joules> | Unresolved {
  const long = span.to - span.from;
  const over = Math.max(instrument.averagesOver, heldFor(readings));
  if (over > long) return 'averaged';
  const points = pointsOf(readings);
  const around = pointsAround(
    points.map((one) => ({ ...one, at: one.at - over / 2 })),
    span,
  );
  if (typeof around === 'string') return around;
  let [low, central, high] = [0, 0, 0];
  for (const [i, right] of around.entries()) {
    const left = around[i - 1];
    if (left === undefined) continue;
    const from = Math.max(left.at, span.from);
    const to = Math.min(right.at, span.to);
    const [a, b] = [at(around, from), at(around, to)];
    central += ((a + b) / 2) * (to - from);
    low += Math.min(left.value, right.value) * (to - from);
    high += Math.max(left.value, right.value) * (to - from);
  }
  const near = points.filter((one) => one.at >= span.from - over && one.at <= span.to + over).map(({ value }) => value);
  const edge = over === 0 ? 0 : over * (Math.max(...near) - Math.min(...near));
  return widened(
    instrument,
    span,
    withUnseen({ low: low - edge, central, high: high + edge }, instrument, readings, long),
  );
}

/** What no sensor looks at may be anything that was read in the whole run, from idle to the most: a load may keep step with its gaps. */
function withUnseen(
  { low, central, high }: Band<number>,
  { unseenShare = 0 }: Instrument,
  { values }: Readings,
  long: number,
): Band<number> {
  if (unseenShare === 0) return { low, central, high };
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, 0]);
  const seen = 1 - unseenShare;
  return { low: seen * low + unseenShare * least * long, central, high: seen * high + unseenShare * most * long };
}

/** By what the instrument may be off. */
function widened({ accuracy }: Instrument, { from, to }: Span, { low, central, high }: Band<number>): Band<Joules> {
  const off = (one: number): number => Math.max(accuracy.share * one, accuracy.watts * (to - from));
  return band(joules(Math.max(0, low - off(low))), joules(central), joules(high + off(high)));
}

/** From the last point before a span to the first after it. */
function pointsAround(points: readonly Point[], { from, to }: Span): readonly Point[] | Unresolved {
  const first = points.findLastIndex((one) => one.at <= from);
  const last = points.findIndex((one) => one.at >= to);
  if (first < 0 || last < 0 || to <= from) return 'no-readings';
  const around = points.slice(first, last + 1);
  const gap = Math.max(...around.map((one, i) => one.at - (around[i - 1] ?? one).at));
  return gap > MOST_GAP * (to - from) ? 'too-seldom' : around;
}

/** On the straight line between two points. */
function at(points: readonly Point[], moment: number): number {
  const i = Math.max(
    1,
    points.findIndex((one) => one.at >= moment),
  );
  const [left, right] = [points[i - 1], points[i]];
  if (left === undefined) return 0;
  if (right === undefined || right.at === left.at) return left.value;
  return left.value + ((right.value - left.value) * (moment - left.at)) / (right.at - left.at);
}

const pointsOf = ({ at: times, values }: Readings): readonly Point[] =>
  values.map((value, i) => ({ at: times[i] ?? 0, value }));

/** A counter that stands still has not been brought up to date: each of its values holds for the moment at which it was first seen. */
const moved = (readings: Readings): readonly Point[] =>
  pointsOf(readings).filter(({ value }, i, all) => i === 0 || value !== all[i - 1]?.value);

/**
 * How long a reading of power usually stays the same, seconds, where that is longer than from one to the next: an instrument may be brought
 * up to date less often than it is read. 0 where it is not.
 */
export function heldFor(readings: Readings): Seconds {
  const held = gapsOf(moved(readings));
  const usual = middle(held);
  return seconds(held.length < FEWEST_CHANGES || usual < HELD * middle(gapsOf(pointsOf(readings))) ? 0 : usual);
}

const gapsOf = (points: readonly Point[]): readonly number[] =>
  points.slice(1).map((one, i) => one.at - (points[i]?.at ?? one.at));

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Fewer say nothing of how often an instrument is brought up to date. */
const FEWEST_CHANGES = 3;
/** Of the time from one reading to the next: what stays the same for longer is held. */
const HELD = 1.5;

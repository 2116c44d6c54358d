/**
 * Whose median stands for a cohort: that of its confirmed devices, once there are enough of them, since it takes a forger days to be
 * confirmed and minutes to send a run. Which it is hangs on counts alone, never on what the values are.
 */
import { FEWEST_DEVICES, figureOf, trueAmong, type CohortFigure } from './figure';
import type { Member } from './members';

export type Basis = 'confirmed' | 'all';

export interface Standing {
  /** What is shown and ranked. */
  readonly figure: CohortFigure;
  readonly basis: Basis;
  /** Of all devices, confirmed or not. */
  readonly all: CohortFigure;
}

/** Fewer confirmed devices than this stand for no others: one forger among them would be one too many. */
const FEWEST_CONFIRMED = 20;

/**
 * The confirmed, where four fifths are, or where their plain bounds span a smaller share of them than the guarded bounds do of all:
 * 20 of 50 devices, 28 of 100, 50 of 500, and fewer than 97 of any number. Chosen by simulation, before there was a result
 * (bench/BOARD.md): fewer would widen the interval for the sake of forgeries that the guarded one allows for anyway.
 */
export function basisOf(devices: number, confirmed: number): Basis {
  if (confirmed === devices) return 'confirmed';
  if (confirmed >= trueAmong(devices) && confirmed >= FEWEST_DEVICES) return 'confirmed';
  if (confirmed < FEWEST_CONFIRMED) return 'all';
  return lowerRank(confirmed) / confirmed > lowerRank(trueAmong(devices)) / devices ? 'confirmed' : 'all';
}

/** Where the lower bound of a median of `count` lies among them, from the least; in its normal form, which has no steps. */
const lowerRank = (count: number): number => count / 2 - 0.98 * Math.sqrt(count);

/** Null without a device. */
export function standingOf(members: readonly Member[]): Standing | null {
  const confirmed = members.filter((member) => member.confirmed);
  const basis = basisOf(members.length, confirmed.length);
  const all = figureOf(members.map(({ value }) => value));
  if (all === null) return null;
  const figure = basis === 'all' ? all : (figureOf(confirmed.map(({ value }) => value)) ?? all);
  return { figure, basis, all };
}

/**
 * Where an energy figure comes from, on a ladder of four: estimated, typed in, calibrated, measured outside. What stands beside
 * every figure is here, and so is the rule that the four are never ranked together: a ranking takes figures of one kind only.
 */
import type { JoulesPerToken, Watts } from '../foundation/energy-units';
import { TokamarkError } from '../foundation/errors';
import type { TokensPerSecond } from '../foundation/units';
import type { Band } from './band';

export const PROVENANCES = ['estimated', 'typed', 'calibrated', 'imported'] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** What a meter may be said to count: the GPU (for integrated ones its package), a whole machine on its battery, or at the wall. */
export const METERED = ['gpu', 'battery', 'wall'] as const;
/** What the power was counted of; `cpu` where a software adapter did the work, and no GPU. */
export const BOUNDARIES = [...METERED, 'cpu'] as const;
export type Boundary = (typeof BOUNDARIES)[number];

/** `included`: everything drawn while it computes. `marginal`: what it draws above its idle power. */
export type IdlePower = 'included' | 'marginal';

/** Of an estimate: whether the model was held against measurements of such a device at such a use of its memory. */
export type MeasuredRange = 'inside' | 'outside';

export interface Origin<P extends Provenance> {
  readonly provenance: P;
  /** Null where the power is no estimate. */
  readonly measuredRange: MeasuredRange | null;
  readonly boundary: Boundary;
  /** Where it was taken from, and what was assumed; sentences. */
  readonly notes: readonly string[];
}

/** Energy a token with what must stand beside it. */
export interface EnergyFigure<P extends Provenance = Provenance> extends Origin<P> {
  readonly idle: IdlePower;
  readonly power: Band<Watts>;
  readonly tokensPerSecond: Band<TokensPerSecond>;
  readonly joulesPerToken: Band<JoulesPerToken>;
}

const BADGES: Readonly<Record<Provenance, string>> = {
  estimated: 'estimated',
  typed: 'typed in',
  calibrated: 'calibrated',
  imported: 'measured outside',
};

const BOUNDARY_NAMES: Readonly<Record<Boundary, string>> = {
  gpu: 'GPU only',
  battery: 'whole machine, from its battery',
  wall: 'whole machine, at the wall',
  cpu: 'CPU only, no GPU worked',
};

/** `estimated, outside the measured range · GPU only · idle power included`: it stands beside every figure. */
export function badgeOf({
  provenance,
  measuredRange,
  boundary,
  idle,
}: Pick<EnergyFigure, 'provenance' | 'measuredRange' | 'boundary' | 'idle'>): string {
  const counted = idle === 'included' ? 'idle power included' : 'above idle power only';
  const range = measuredRange === 'outside' ? ', outside the measured range' : '';
  return `${BADGES[provenance]}${range} · ${BOUNDARY_NAMES[boundary]} · ${counted}`;
}

/**
 * The figures from the least energy a token to the most; those whose bands overlap are no order, which is for the reader to see.
 * The compiler refuses figures of another provenance; so does the check, for figures that were read from outside.
 * @throws TokamarkError `energy` where provenance, boundary or idle power differ.
 */
export function rank<P extends Provenance>(
  provenance: P,
  figures: readonly EnergyFigure<NoInfer<P>>[],
): readonly EnergyFigure<P>[] {
  const [first] = figures;
  const stranger = figures.find(
    (one) => one.provenance !== provenance || one.boundary !== first?.boundary || one.idle !== first.idle,
  );
  if (stranger !== undefined) {
    throw new TokamarkError({
      code: 'energy',
      message: `A figure that is "${badgeOf(stranger)}" is not ranked with those that are ${BADGES[provenance]}.`,
      where: 'provenance',
      remedy: 'Rank figures of one provenance, one boundary and one way to count idle power.',
    });
  }
  return figures.toSorted((a, b) => a.joulesPerToken.central - b.joulesPerToken.central);
}

/**
 * Where an energy figure comes from, on a ladder of five: estimated, typed in, calibrated, measured outside, measured; and what stands beside
 * every figure. The five are never ranked together: what ranks figures takes those of one kind only.
 */
import type { JoulesPerToken, Watts } from '../foundation/energy-units';
import type { TokensPerSecond } from '../foundation/units';
import type { Band } from './band';

/** The least known first. `measured`: by the run itself, while it timed. */
export const PROVENANCES = ['estimated', 'typed', 'calibrated', 'imported', 'measured'] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** What a meter may be said to count: the GPU (for integrated ones its package), a whole machine on its battery, or at the wall. */
export const METERED = ['gpu', 'battery', 'wall'] as const;
/**
 * What the power was counted of; `cpu` where a software adapter did the work, and no GPU, and `package` where a counter of the processor
 * holds the GPU in it.
 */
export const BOUNDARIES = [...METERED, 'cpu', 'package'] as const;
export type Boundary = (typeof BOUNDARIES)[number];

/** `included`: everything drawn while it computes. `marginal`: what it draws above its idle power. */
export type IdlePower = 'included' | 'marginal';

/** Of an estimate: whether the model was compared with measurements of such a device at such a use of its memory. */
export type MeasuredRange = 'inside' | 'outside';

export interface Origin {
  readonly provenance: Provenance;
  /** Null where the power is no estimate. */
  readonly measuredRange: MeasuredRange | null;
  readonly boundary: Boundary;
  /** Where it was taken from, and what was assumed; sentences. */
  readonly notes: readonly string[];
}

/** Energy per token with what must stand beside it. */
export interface EnergyFigure extends Origin {
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
  measured: 'measured',
};

const BOUNDARY_NAMES: Readonly<Record<Boundary, string>> = {
  gpu: 'GPU only',
  battery: 'whole machine, from its battery',
  wall: 'whole machine, at the wall',
  cpu: 'CPU only, no GPU worked',
  package: 'processor package with its GPU',
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

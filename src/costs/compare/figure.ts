/**
 * One figure of one machine by one of three metrics, with what must agree before two of them may be ranked: provenance, currency and what
 * was computed.
 */
import type { PerHour, PerMillionTokens } from '../../foundation/energy-units';
import { quantity, type Quantity } from '../../foundation/units';
import type { Band } from '../../energy/band';
import type { Currency } from '../../energy/money';
import type { Provenance } from '../../energy/provenance';

/** Floating-point operations for one unit of money. */
export type FlopsPerMoney = Quantity<'FLOP/money'>;
export const flopsPerMoney = quantity<'FLOP/money'>();

export const METRICS = ['computeCost', 'flopsPerMoney', 'costPerToken'] as const;
export type Metric = (typeof METRICS)[number];

interface Common {
  /** Id in the comparison: of the catalogue, or `this` and `this-measured`. */
  readonly machine: string;
  readonly name: string;
  readonly currency: Currency;
  readonly provenance: Provenance;
  /** How it is known, what its power is counted of, whether idle power is in it. */
  readonly badge: string;
  /** What was computed, such as a workload; figures of two of these are never ranked together. */
  readonly work: string;
  /** How it was come by, in a few words. */
  readonly basis: string;
  /** Tokens computed together, as published; null where it plays no part. */
  readonly batch: string | null;
  readonly source: string;
  /** What was assumed, a sentence each. */
  readonly notes: readonly string[];
}

export type Figure =
  | (Common & { readonly metric: 'computeCost'; readonly value: Band<PerHour> })
  | (Common & { readonly metric: 'flopsPerMoney'; readonly value: Band<FlopsPerMoney> })
  | (Common & { readonly metric: 'costPerToken'; readonly value: Band<PerMillionTokens> });

/** What is not known of a machine, and what the person can give to fill it. */
export interface Gap {
  readonly machine: string;
  readonly name: string;
  readonly metric: Metric;
  /** It is no less than this, such as its electricity alone; null where not even that is known. */
  readonly atLeast: number | null;
  readonly why: string;
  readonly remedy: string;
}

/** Ranked together where this agrees. */
export const classOf = ({ provenance, currency, work }: Figure): string => `${provenance} · ${currency} · ${work}`;

/** More is better of this one; of the two others, less. */
export const isBetter = (metric: Metric, a: number, b: number): boolean => (metric === 'flopsPerMoney' ? a > b : a < b);

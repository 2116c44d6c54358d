/** What tuning found, as plain data: it goes into the result and into the tuner's memory. */

export const VARIANT_STATUSES = [
  /** Right and timed in full. */
  'timed',
  /** Right, and its first two samples so much slower than the best that it was left. */
  'slower',
  /** Not within the tolerance of its reference on this device: never chosen, however fast. */
  'wrong',
  /** The compiler or the device's limits refuse it. */
  'failed',
  'out-of-memory',
  /** It hung or lost the device before. */
  'blacklisted',
  /** The time budget was spent. */
  'untried',
  /** Not tried: by the variants that were, it is expected to save next to nothing. */
  'unpromising',
] as const;

export type VariantStatus = (typeof VARIANT_STATUSES)[number];

/** However that came out. */
export const wasTried = ({ status }: { readonly status: VariantStatus }): boolean =>
  status !== 'untried' && status !== 'unpromising' && status !== 'blacklisted';

export interface VariantCheck {
  readonly shape: string;
  readonly error: number;
  readonly tolerance: number;
}

export interface VariantOutcome {
  readonly id: string;
  readonly status: VariantStatus;
  /** Of one pass over the site, the least that was measured; null where none was. */
  readonly seconds: number | null;
  /** The worst of its kernels' checks, passed or not; null where none was made. */
  readonly check: VariantCheck | null;
  /** Why it failed, in words; empty where nothing did. */
  readonly message: string;
  /** What the compiler said; absent where nothing did. */
  readonly details?: string | undefined;
}

export interface SiteOutcome {
  readonly id: string;
  /** Tokens of the pass at which it was timed. */
  readonly rows: number;
  /** How often one pass does this work. */
  readonly uses: number;
  readonly chosen: string;
  readonly default: string;
  /** Of one pass, by the chosen variant and by the default; null where it was not timed. */
  readonly seconds: number | null;
  readonly defaultSeconds: number | null;
  /** The longest that one variant took, compiling and checking included: what the next is expected to take. */
  readonly attemptSeconds: number;
  /** All of it was known from an earlier run. */
  readonly remembered: boolean;
  readonly candidates: readonly VariantOutcome[];
}

export interface TuningOutcome {
  /** `tuned` where anything was timed in this run. */
  readonly source: 'tuned' | 'remembered' | 'off';
  readonly sites: readonly SiteOutcome[];
  /** Spent in this run, building and checking included. */
  readonly seconds: number;
  /** False where variants are left for another run, the budget being spent. */
  readonly complete: boolean;
}

export const NOT_TUNED: TuningOutcome = { source: 'off', sites: [], seconds: 0, complete: true };

/** However its sites are told of. */
interface Tuned<Site> extends Omit<TuningOutcome, 'sites'> {
  readonly sites: readonly Site[];
}

/** Of two groups of sites, such as two formats, that were tuned one after the other. */
export function mergeOutcomes<Site extends { readonly id: string }>(
  first: Tuned<Site>,
  second: Tuned<Site>,
): Tuned<Site> & { sites: Site[] } {
  const sources = [first.source, second.source];
  return {
    source: sources.includes('tuned') ? 'tuned' : sources.includes('remembered') ? 'remembered' : 'off',
    sites: [...first.sites.filter(({ id }) => second.sites.every((site) => site.id !== id)), ...second.sites],
    seconds: first.seconds + second.seconds,
    complete: first.complete && second.complete,
  };
}

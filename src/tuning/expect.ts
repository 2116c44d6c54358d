/**
 * What an untried variant is expected to take at a site, against one that was timed there: from the variants tried so far, in this run
 * and in earlier ones on this device. The effect of a variant is taken to be much the same at sites that are alike, and for variants
 * that are alike (likeness.ts). Pure; knows no kernel and no device.
 */
import { GaussianProcess, type Guess } from './gaussian-process';
import { distance, partsOf, sizeOf, type Parts } from './likeness';
import { wasTried, type SiteOutcome, type VariantOutcome } from './outcome';

/** A variant against another at the same site: what is learned and asked is the logarithm of the ratio of their seconds. */
export interface Contrast {
  readonly site: string;
  readonly variant: string;
  readonly reference: string;
}

/** Standard deviation of the logarithm of a variant's seconds, with nothing known of it. */
const SPREAD = 0.5;
/** Shares of it: what a variant does everywhere, what it does at sites that are alike, what it does at one site alone. */
const SITES = { everywhere: 0.35, alike: 0.45, here: 0.2 } as const;
/** And what variants that are alike have in common, or one has for itself. */
const VARIANTS = { alike: 0.8, itself: 0.2 } as const;
/** Distance at which a likeness has fallen to a third. */
const REACH = { site: 6, variant: 4 } as const;
/** Of the logarithm of a ratio that was timed to its end, and of one that was left: it may have been slow for a moment. */
const NOISE = { timed: 0.05, slower: 0.2 } as const;
/** Beyond that, how many times slower says no more: slow is slow. */
const MOST_RATIO = 3;
/** How likely a variant is to do at a site what nothing else foretells: then as much is open as with nothing known. */
const ODD = 0.1;
/** Observations of earlier runs that are learned from: more would cost time and say little. */
const MOST_KEPT = 150;

export class Expectation {
  private readonly sites = new Likeness('place', REACH.site);
  private readonly variants = new Likeness('word', REACH.variant);
  private readonly process = new GaussianProcess<Placed>((a, b) => this.covariance(a, b));
  private readonly sound = new Map<string, { sound: number; readonly refusedAt: number[] }>();
  private readonly known = new Set<string>();

  /** @param evidence of earlier runs on this device @param wanted ids of the sites that are tuned now */
  constructor(evidence: readonly SiteOutcome[], wanted: readonly string[]) {
    const likeness = ({ id }: SiteOutcome) => Math.max(0, ...wanted.map((site) => this.sites.between(id, site)));
    const nearest = evidence.map((site) => ({ site, likeness: likeness(site) }));
    for (const { site } of nearest.sort((a, b) => b.likeness - a.likeness)) {
      if (this.process.size < MOST_KEPT) this.learnSite(site);
    }
  }

  /** What became of `outcome.id` at `site`, where the reference was timed. */
  learn(site: string, reference: Timed, outcome: VariantOutcome): void {
    const { id, status, seconds } = outcome;
    if (!wasTried(outcome)) return;
    const tally = this.sound.get(id) ?? { sound: 0, refusedAt: [] };
    this.sound.set(id, tally);
    if (status !== 'timed' && status !== 'slower') {
      tally.refusedAt.push(sizeOf(site));
      return;
    }
    tally.sound += 1;
    if (seconds === null || !(seconds > 0) || !(reference.seconds > 0) || id === reference.id) return;
    this.known.add(keyOf(site, id));
    const contrast = this.placed({ site, variant: id, reference: reference.id });
    const ratio = Math.min(MOST_RATIO, Math.max(1 / MOST_RATIO, seconds / reference.seconds));
    this.process.add(contrast, Math.log(ratio), NOISE[status]);
  }

  /** The logarithm of the ratio of seconds, the variant's to the reference's. */
  ratio(contrast: Contrast): Guess {
    return this.process.at(this.placed(contrast));
  }

  /** How likely it is to run at `site`, and right: less where it was refused at sites no larger. What is too large there may fit here. */
  chance(variant: string, site: string): number {
    const { sound = 0, refusedAt = [] } = this.sound.get(variant) ?? {};
    const size = sizeOf(site);
    const refused = refusedAt.filter((other) => other <= size).length;
    return (1 + sound) / (1 + sound + refused);
  }

  /** It was timed at this very site, in an earlier run. */
  isKnown(site: string, variant: string): boolean {
    return this.known.has(keyOf(site, variant));
  }

  private learnSite({ id, candidates }: SiteOutcome): void {
    const first = candidates.find(({ status, seconds }) => status === 'timed' && seconds !== null);
    if (first === undefined) return;
    const reference = { id: first.id, seconds: first.seconds ?? 0 };
    for (const candidate of candidates) this.learn(id, reference, candidate);
  }

  private placed({ site, variant, reference }: Contrast): Placed {
    return {
      site: this.sites.indexOf(site),
      variant: this.variants.indexOf(variant),
      reference: this.variants.indexOf(reference),
    };
  }

  /** Of the difference of two logarithms with that of two others. */
  private covariance(a: Placed, b: Placed): number {
    const { everywhere, alike, here } = SITES;
    const sites = everywhere + alike * this.sites.at(a.site, b.site) + (a.site === b.site ? here : 0);
    const variants =
      this.shared(a.variant, b.variant) -
      this.shared(a.variant, b.reference) -
      this.shared(a.reference, b.variant) +
      this.shared(a.reference, b.reference);
    return SPREAD ** 2 * sites * variants;
  }

  private shared(a: number, b: number): number {
    return VARIANTS.alike * this.variants.at(a, b) + (a === b ? VARIANTS.itself : 0);
  }
}

export interface Timed {
  readonly id: string;
  readonly seconds: number;
}

/** A contrast by the numbers that its ids have here. */
interface Placed {
  readonly site: number;
  readonly variant: number;
  readonly reference: number;
}

/** Likeness by the number of an id, from one for the same down to none; each pair is computed once. */
class Likeness {
  private readonly numbers = new Map<string, number>();
  private readonly parts: Parts[] = [];
  private readonly rows: number[][] = [];

  constructor(
    private readonly named: 'word' | 'place',
    private readonly reach: number,
  ) {}

  indexOf(id: string): number {
    const number = this.numbers.get(id) ?? this.numbers.size;
    if (number === this.numbers.size) {
      const parts = partsOf(id, this.named);
      this.numbers.set(id, number);
      this.parts.push(parts);
      this.rows.push(this.parts.map((other) => Math.exp(-distance(parts, other) / this.reach)));
    }
    return number;
  }

  at(a: number, b: number): number {
    return this.rows[Math.max(a, b)]?.[Math.min(a, b)] ?? 0;
  }

  between(a: string, b: string): number {
    return this.at(this.indexOf(a), this.indexOf(b));
  }
}

const keyOf = (site: string, variant: string): string => JSON.stringify([site, variant]);

/**
 * By how much the seconds of a variant are expected to fall short of `limit`, as a share of the reference's: what it saves where it
 * does, times how likely that is. @param limit as a share of the reference's seconds
 */
export const expectedSaving = (guess: Guess, limit: number): number =>
  (1 - ODD) * shortfall(guess, limit) + ODD * limit * shortfall({ mean: 0, deviation: SPREAD }, 1);

/** Of a lognormal number below `limit`. */
export function shortfall({ mean, deviation }: Guess, limit: number): number {
  if (!(limit > 0)) return 0;
  if (!(deviation > 0)) return Math.max(0, limit - Math.exp(mean));
  const z = (Math.log(limit) - mean) / deviation;
  return Math.max(0, limit * below(z) - Math.exp(mean + deviation ** 2 / 2) * below(z - deviation));
}

/** Share of a standard normal distribution below `z`: Abramowitz and Stegun 7.1.26, to within 2e-7. */
function below(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
    Math.exp(-x * x);
  return z > 0 ? 1 - tail / 2 : tail / 2;
}

/** What each variant that is still untried promises: seconds of a pass, by what is expected of it (expect.ts). Pure. */
import type { Contest, Rules } from './contest';
import { expectedSaving, type Expectation } from './expect';

export interface Prospect {
  readonly contest: Contest;
  readonly index: number;
  /** Seconds of the pass that it is expected to save. */
  readonly gain: number;
}

export class Prospects {
  constructor(
    private readonly contests: readonly Contest[],
    private readonly expectation: Expectation,
    private readonly rules: Pick<Rules, 'worth'> & { readonly hasAnother: (site: string, variant: string) => boolean },
  ) {}

  /** What the attempt teaches about the others. */
  learn(contest: Contest, index: number): void {
    const { reference } = contest;
    const outcome = contest.outcomeOf(index);
    if (reference !== null && outcome !== undefined) this.expectation.learn(contest.site.id, reference, outcome);
  }

  /** Those worth an attempt, at sites where there is something to hold them against; in the order of the lists. */
  worthTrying(): readonly Prospect[] {
    return this.all().filter((prospect) => this.isWorth(prospect));
  }

  /** Settles what is left: a variant that promises nothing is not kept for another run. */
  leaveTheRest(): void {
    for (const prospect of this.all()) if (!this.isWorth(prospect)) prospect.contest.leave(prospect.index);
  }

  private all(): readonly Prospect[] {
    return this.contests.flatMap((contest) =>
      contest.reference === null || contest.isUntried(0)
        ? []
        : contest.site.variants.flatMap((_, index) =>
            contest.isUntried(index) ? [{ contest, index, gain: this.gain(contest, index) }] : [],
          ),
    );
  }

  private isWorth({ contest, index, gain }: Prospect): boolean {
    if (this.rules.hasAnother(contest.site.id, contest.site.variants[index]?.id ?? '')) return true;
    const pass = this.contests
      .filter(({ site, cost }) => site.rows === contest.site.rows && Number.isFinite(cost))
      .reduce((sum, { cost }) => sum + cost, 0);
    return gain >= this.rules.worth * pass;
  }

  private gain(contest: Contest, index: number): number {
    const { site, reference, toBeat } = contest;
    const variant = site.variants[index]?.id;
    if (variant === undefined || reference === null) return 0;
    // What won in an earlier run meets the default again before all others: they have to beat it.
    if (this.expectation.isKnown(site.id, variant)) return Infinity;
    const ratio = this.expectation.ratio({ site: site.id, variant, reference: reference.id });
    const saving = reference.seconds * expectedSaving(ratio, toBeat / reference.seconds);
    return site.uses * saving * this.expectation.chance(variant, site.id);
  }
}

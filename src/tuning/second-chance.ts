/**
 * Another chance for what an earlier run left as unpromising by few looks at it: one bad moment must not bar a variant for good. A few in each
 * run, so that no run is long. Pure.
 */
import { wasTried, type SiteOutcome } from './outcome';
import type { Site } from './site';

/** Tried at so many sites, what is expected of a variant is more than one moment. */
const ENOUGH_LOOKS = 3;
/** At the one site that gets another chance. */
const MOST_VARIANTS = 2;

export interface SecondChance {
  readonly site: string;
  readonly variants: ReadonlySet<string>;
}

/** At the site that takes most of a pass among those where there is any. @param known all that was found on the device */
export function secondChance(sites: readonly Site[], known: readonly SiteOutcome[]): SecondChance | null {
  const looks = looksAt(known);
  const looksOf = (id: string): number => looks.get(id) ?? 0;
  const chances = sites.flatMap(({ id, uses, variants }) => {
    const before = known.find((one) => one.id === id);
    const left = variants
      .map((variant) => variant.id)
      .filter((variant) => before?.candidates.some((one) => one.id === variant && one.status === 'unpromising'))
      .filter((variant) => looksOf(variant) < ENOUGH_LOOKS)
      .toSorted((a, b) => looksOf(a) - looksOf(b));
    const cost = uses * (before?.seconds ?? 0);
    return left.length === 0 ? [] : [{ site: id, variants: new Set(left.slice(0, MOST_VARIANTS)), cost }];
  });
  return chances.toSorted((a, b) => b.cost - a.cost)[0] ?? null;
}

/** At how many sites each variant was tried, however that came out. */
function looksAt(known: readonly SiteOutcome[]): ReadonlyMap<string, number> {
  const looks = new Map<string, number>();
  for (const { candidates } of known) {
    for (const one of candidates) if (wasTried(one)) looks.set(one.id, (looks.get(one.id) ?? 0) + 1);
  }
  return looks;
}

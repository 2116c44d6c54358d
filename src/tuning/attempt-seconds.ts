/** How long an attempt at a site may take, from earlier ones: a budget begins none that it may not end. */
import { wasTried, type SiteOutcome } from './outcome';

/** Of all sites, those that took no longer: a compiler needs much longer at some. */
const SHARE = 0.75;

/**
 * By the id of a site, what the longest attempt there took; elsewhere what attempts take at most sites. A default alone says nothing: it was
 * compiled and checked when the model was loaded. @param guess seconds, where nothing was tried yet
 */
export function attemptSeconds(known: readonly SiteOutcome[], guess: number): (site: string) => number {
  const tried = known.filter(({ candidates }) => candidates.filter(wasTried).length > 1);
  const own = new Map(tried.map(({ id, attemptSeconds: longest }) => [id, longest]));
  const sorted = [...own.values()].sort((a, b) => a - b);
  const typical = sorted[Math.ceil(SHARE * sorted.length) - 1] ?? guess;
  return (site) => own.get(site) ?? typical;
}

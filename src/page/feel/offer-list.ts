/** Which of the many offers are shown: a few that say something to most people, or those that a person looks for. Pure. */
import { WELL_KNOWN } from '../../hardware/well-known';
import type { Offer } from './offers';

export interface OfferGroup {
  readonly label: string;
  readonly offers: readonly Offer[];
}

/** Before anybody has looked for one. */
const SHOWN_AT_FIRST = 10;
/** More found than that are to be looked for by more letters. */
const MOST_FOUND = 20;

/** How many runs and challenges at most stand before the devices. */
const OWN_AT_FIRST = 6;

/** What is known of a person first, then devices that are well known. */
export function atFirst(groups: readonly OfferGroup[]): readonly Offer[] {
  const all = groups.flatMap(({ offers }) => offers);
  const own = all.filter(({ device }) => device === null).slice(0, OWN_AT_FIRST);
  const known = WELL_KNOWN.flatMap((name) => all.find(({ device }) => device === name) ?? []);
  const rest = all.filter((offer) => offer.device !== null && !known.includes(offer));
  return [...own, ...known, ...rest].slice(0, SHOWN_AT_FIRST);
}

export interface Found {
  readonly offers: readonly Offer[];
  /** Beyond those. */
  readonly more: number;
}

/** Whose name, or whose kind, has every word of `filter`. */
export function found(groups: readonly OfferGroup[], filter: string): Found {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const all = groups.flatMap(({ label, offers }) =>
    offers.filter(({ pace }) => {
      const text = `${pace.name} ${label}`.toLowerCase();
      return words.every((word) => text.includes(word));
    }),
  );
  return { offers: all.slice(0, MOST_FOUND), more: Math.max(0, all.length - MOST_FOUND) };
}

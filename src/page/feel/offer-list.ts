/** Which of the many offers are shown: a few that say something to most people, or those that a person looks for. Pure. */
import type { Offer } from './offers';

export interface OfferGroup {
  readonly label: string;
  readonly offers: readonly Offer[];
}

/** Before anybody has looked for one. */
const SHOWN_AT_FIRST = 10;
/** More found than that are to be looked for by more letters. */
const MOST_FOUND = 20;

/** Of each kind one or two that many people know, the first of which are shown where there are no runs. */
const WELL_KNOWN = [
  ...['Apple M4', 'Intel Iris Xe Graphics (96 EU)', 'GeForce RTX 4060 Laptop GPU', 'GeForce RTX 4090'],
  ...['Apple A17 Pro (iPhone 15 Pro)', 'Apple M2', 'Adreno 750 (Snapdragon 8 Gen 3)', 'GeForce RTX 3060'],
  ...['NVIDIA H100 SXM5 80GB', 'Radeon 780M'],
];

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

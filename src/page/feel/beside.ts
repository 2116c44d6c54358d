/** What the room shows at first, what can be added, and what this page knows of the paces of an address. Pure. */
import type { DeviceClass, Preset } from '../../hardware/catalogue';
import type { PublishedModel } from '../../predict/published-models';
import type { Pace } from '../../report/feel/pace';
import type { Result } from '../../report/schema';
import type { PageState } from '../state/page-state';
import { ROOM_WORDS } from './catalogue/room-words';
import { TO_BEGIN_WITH, type Shown } from './feel-model';
import type { OfferGroup } from './offer-list';
import { deviceOffer, duelOffers, ownOffers, type Offer } from './offers';

type Given = Pick<PageState, 'run' | 'own' | 'challenge'>;

export interface Known {
  readonly presets: readonly Preset[];
  readonly models: readonly PublishedModel[];
  /** The one that devices of the catalogue would run. */
  readonly model: string;
}

const MOST_RUNS = 8;

/** The latest run first, each once. */
function runsOf({ run, own }: Given): readonly Result[] {
  const latest = run.answer.result;
  const kept = own.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const all = latest === null ? kept : [latest, ...kept.filter(({ startedAt }) => startedAt !== latest.startedAt)];
  return all.slice(0, MOST_RUNS);
}

const challengeOf = ({ challenge }: Given): readonly Offer[] => (challenge === null ? [] : duelOffers(challenge));

/** The formats of the latest run that has a speed, beside the challenge; else a speed that nobody measured. */
export function shownAtFirst(given: Given): readonly Shown[] {
  const own = runsOf(given)
    .map(ownOffers)
    .find((offers) => offers.length > 0);
  const first = [...(own?.slice(0, 2) ?? []), ...challengeOf(given).slice(0, 1)];
  return first.length > 0 ? first : [TO_BEGIN_WITH];
}

export function groupsOf(given: Given, { presets, models, model }: Known): readonly OfferGroup[] {
  const chosen = models.find(({ name }) => name === model);
  const ofKind = (kind: DeviceClass): readonly Offer[] =>
    chosen === undefined
      ? []
      : presets.flatMap((preset) => (preset.class === kind ? (deviceOffer(preset, chosen) ?? []) : []));
  return [
    { label: ROOM_WORDS.groups.own, offers: runsOf(given).flatMap(ownOffers) },
    { label: ROOM_WORDS.groups.challenge, offers: challengeOf(given) },
    ...KINDS.map((kind) => ({ label: ROOM_WORDS.groups[kind], offers: ofKind(kind) })),
  ].filter(({ offers }) => offers.length > 0);
}

const KINDS: readonly DeviceClass[] = ['laptop', 'integrated', 'phone', 'desktop', 'datacentre'];

/** What an address says and this page can offer too is known here; the rest is only said. */
export function placed(paces: readonly Pace[], groups: readonly OfferGroup[]): readonly Shown[] {
  const offers = groups.flatMap((group) => group.offers);
  return paces.map((pace) => {
    const same = offers.find((offer) => isSame(offer.pace, pace));
    return { pace, about: same?.about ?? null };
  });
}

const isSame = (one: Pace, other: Pace): boolean =>
  one.name === other.name && one.rate === other.rate && one.basis === other.basis;

/** What else can stand beside the paces: a few at first, any by its name, and all devices by their kind. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { MOST_PACES } from '../../report/feel/pace';
import { ROOM_WORDS } from './catalogue/room-words';
import { speedText } from './feel-model';
import { atFirst, found, type OfferGroup } from './offer-list';
import type { Offer } from './offers';

export interface AddActs {
  readonly onAdd: (offer: Offer) => void;
  readonly onFilter: (text: string) => void;
  readonly onModel: (name: string) => void;
}

export interface AddPaceProps {
  readonly groups: readonly OfferGroup[];
  /** What is looked for; empty: nothing. */
  readonly filter: string;
  readonly models: readonly string[];
  readonly model: string;
  /** No more have room. */
  readonly full: boolean;
  readonly acts: AddActs;
}

const WORDS = ROOM_WORDS.add;

export function AddPace({ groups, filter, models, model, full, acts }: AddPaceProps): JSX.Element {
  // Not anew for every frame of what is typed.
  return useMemo(() => {
    const shown = filter === '' ? { offers: atFirst(groups), more: 0 } : found(groups, filter);
    const devices = groups.filter(({ offers }) => offers.some(({ device }) => device !== null));
    const count = devices.reduce((sum, { offers }) => sum + offers.length, 0);
    const list = (offers: readonly Offer[]): JSX.Element => <OfferList {...{ offers, full }} onAdd={acts.onAdd} />;
    return (
      <form
        class="card feel-add"
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = shown.offers;
          if (first !== undefined && !full && filter !== '') acts.onAdd(first);
        }}
      >
        <h2>{WORDS.title}</h2>
        {full && <p class="hint">{WORDS.full(MOST_PACES)}</p>}
        <div class="feel-fields">
          <label>
            <span>{WORDS.filter}</span>
            <input
              type="search"
              id="feel-filter"
              value={filter}
              autocomplete="off"
              spellcheck={false}
              onInput={({ currentTarget }) => acts.onFilter(currentTarget.value)}
            />
          </label>
          <label>
            <span>{WORDS.model}</span>
            <select id="feel-model" onChange={({ currentTarget }) => acts.onModel(currentTarget.value)}>
              {models.map((name) => (
                <option key={name} value={name} selected={name === model}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
        {list(shown.offers)}
        <p class="hint" role="status">
          {filter !== '' && foundText(shown.offers.length, shown.more)}
        </p>
        {count > 0 && (
          <details>
            <summary>{WORDS.all(count)}</summary>
            <p class="hint">{WORDS.aboutDevices(model)}</p>
            {devices.map(({ label, offers }) => (
              <details key={label} class="feel-kind">
                <summary>{WORDS.kind(label, offers.length)}</summary>
                {list(offers)}
              </details>
            ))}
          </details>
        )}
      </form>
    );
  }, [groups, filter, models, model, full, acts]);
}

function foundText(count: number, more: number): string {
  if (count === 0) return WORDS.nothing;
  return more > 0 ? WORDS.more(count, count + more) : WORDS.found(count);
}

interface OfferListProps {
  readonly offers: readonly Offer[];
  readonly full: boolean;
  readonly onAdd: (offer: Offer) => void;
}

const OfferList = ({ offers, full, onAdd }: OfferListProps): JSX.Element => (
  <ul class="feel-offers">
    {offers.map((offer) => {
      const { pace, about } = offer;
      return (
        <li key={`${pace.basis} ${pace.name} ${pace.rate} ${about}`}>
          <button
            type="button"
            class="feel-offer"
            data-basis={pace.basis}
            aria-disabled={full}
            onClick={() => !full && onAdd(offer)}
          >
            <span>{pace.basis === 'software' ? WORDS.software(pace.name) : pace.name}</span>
            <b>{speedText(pace.rate)}</b>
          </button>
        </li>
      );
    })}
  </ul>
);

/** A result passed on: as a challenge, as a picture, as a speed to be felt. The person says how the machine is called. */
import type { JSX } from 'preact';
import type { ErrorData } from '../../foundation/errors';
import { NAME_LETTERS } from '../../report/links/duel';
import { PLACE_LETTERS } from '../../report/links/card';
import { addressOf } from '../rooms/rooms';
import type { Said } from '../state/said';
import { SaidView } from '../take-away/said-view';
import { ErrorMessage } from '../view/messages';
import { WORDS } from './catalogue/words';

export interface PassOnActs {
  readonly onName: (name: string) => void;
  readonly onPlace: (place: string) => void;
  readonly onChallenge: () => void;
  readonly onCard: () => void;
}

interface Props {
  readonly name: string;
  readonly place: string;
  /** Whether others cannot open this page. */
  readonly local: boolean;
  /** Whether there is a result, and no run goes on. */
  readonly ready: boolean;
  readonly said: Said;
  /** What went wrong with the last of them. */
  readonly error: ErrorData | null;
  readonly acts: PassOnActs;
}

export const PassOnView = ({ name, place, local, ready, said, error, acts }: Props): JSX.Element => (
  <>
    <h2 id="pass-on-heading">{WORDS.heading}</h2>
    <p class="hint">{WORDS.about}</p>
    {local && <p class="hint">{WORDS.noLink}</p>}
    <div class="pass-on-fields">
      <Field id="pass-on-name" label={WORDS.name} most={NAME_LETTERS} value={name} onText={acts.onName} />
      <Field id="pass-on-place" label={WORDS.place} most={PLACE_LETTERS} value={place} onText={acts.onPlace} />
    </div>
    <div class="actions">
      <button type="button" id="challenge" data-testid="challenge" disabled={!ready} onClick={acts.onChallenge}>
        {WORDS.challenge}
      </button>
      <button type="button" id="save-card" data-testid="save-card" disabled={!ready} onClick={acts.onCard}>
        {WORDS.saveCard}
      </button>
      <a href={addressOf('feel')}>{WORDS.typed}</a>
      <SaidView at="passed-on" said={said} />
    </div>
    {error !== null && <ErrorMessage error={error} />}
  </>
);

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly most: number;
  readonly value: string;
  readonly onText: (text: string) => void;
}

const Field = ({ id, label, most, value, onText }: FieldProps): JSX.Element => (
  <p class="pass-on-field">
    <label for={id}>{label}</label>
    <input
      type="text"
      id={id}
      maxLength={most}
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={({ currentTarget }) => onText(currentTarget.value)}
    />
  </p>
);

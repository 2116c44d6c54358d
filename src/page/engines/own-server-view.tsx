/** The box of a server that a person runs, and what it asks once it is chosen. Nothing is sent before its button is pressed. */
import type { JSX } from 'preact';
import { ErrorMessage } from '../view/messages';
import { WORDS } from './catalogue/words';
import { shownModel, type ServerForm } from './own-server';

export interface ServerActs {
  readonly onServer: (change: Partial<ServerForm>) => void;
  readonly onAskServer: () => void;
}

interface Props {
  readonly form: ServerForm;
  readonly busy: boolean;
  readonly acts: ServerActs;
}

export const OwnServer = ({ form, busy, acts }: Props): JSX.Element => (
  <fieldset class="engines-server" disabled={busy}>
    <legend class="visually-hidden">{WORDS.server.name}</legend>
    <label>
      <input
        type="checkbox"
        id="engine-own-server"
        checked={form.wanted}
        onChange={({ currentTarget }) => acts.onServer({ wanted: currentTarget.checked })}
      />
      <span>
        <strong>{WORDS.server.name}</strong> <span class="hint">{WORDS.server.about}</span>
      </span>
    </label>
    {form.wanted && <Fields form={form} busy={busy} acts={acts} />}
  </fieldset>
);

function Fields({ form, acts }: Props): JSX.Element {
  const words = WORDS.server;
  return (
    <div class="engines-server-fields">
      <Text
        id="server-address"
        label={words.address}
        value={form.address}
        onText={(address) => acts.onServer({ address })}
      />
      <Text id="server-key" isSecret label={words.key} value={form.key} onText={(key) => acts.onServer({ key })} />
      <div class="actions compact">
        <button
          type="button"
          id="server-ask"
          aria-disabled={form.asking}
          onClick={() => !form.asking && acts.onAskServer()}
        >
          {form.asking ? words.asking : words.ask}
        </button>
        <span class="hint">{words.nothingSent}</span>
      </div>
      {form.error !== null && <ErrorMessage error={form.error} />}
      {form.models !== null && form.models.length > 0 && (
        <>
          <label class="engines-field">
            {words.model}
            <select
              id="server-model"
              value={form.model ?? ''}
              onChange={({ currentTarget }) => acts.onServer({ model: currentTarget.value })}
            >
              {form.models.map((model) => (
                <option key={model} value={model}>
                  {shownModel(model)}
                </option>
              ))}
            </select>
          </label>
          <p class="hint">{words.more}</p>
          <Text
            id="server-quantisation"
            label={words.quantisation}
            value={form.quantisation}
            onText={(quantisation) => acts.onServer({ quantisation })}
          />
          <Text id="server-gpu" label={words.gpu} value={form.gpu} onText={(gpu) => acts.onServer({ gpu })} />
          <label>
            <input
              type="checkbox"
              id="server-fable"
              checked={form.isFable}
              onChange={({ currentTarget }) => acts.onServer({ isFable: currentTarget.checked })}
            />
            <span>{words.isFable}</span>
          </label>
        </>
      )}
    </div>
  );
}

interface TextProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly isSecret?: boolean;
  readonly onText: (text: string) => void;
}

const MOST_LETTERS = 500;

function Text({ id, label, value, isSecret = false, onText }: TextProps): JSX.Element {
  const own = {
    ...{ id, value, maxLength: MOST_LETTERS, spellcheck: false },
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => onText(currentTarget.value),
  };
  return (
    <label class="engines-field">
      {label}
      {isSecret ? (
        <input type="password" autoComplete="off" {...own} />
      ) : (
        <input type="text" autoComplete="off" {...own} />
      )}
    </label>
  );
}

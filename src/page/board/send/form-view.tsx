/** What is asked before a run for the board: what is measured, and what is said of the machine. */
import type { JSX } from 'preact';
import { GPU_LETTERS, POWER_SOURCES } from '../../../../server/board/src/contract/submission';
import { MACHINE_LETTERS } from '../../../report/schema';
import { ErrorMessage } from '../../view/messages';
import { noGpuAdvice } from '../../view/no-gpu';
import { WORDS } from './catalogue/words';
import { OFFERED, type Obstacle } from './send-model';
import type { SendProps } from './send-view';

export function FormView({ state, obstacle, secure, gpus, guess, acts }: SendProps): JSX.Element {
  const { form, phase } = state;
  const isFixed = obstacle?.kind === 'own-run';
  const cancels = phase.kind === 'running';
  return (
    <form
      class="board-send-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (obstacle === null) acts.onRun();
      }}
    >
      <fieldset class="board-send-profiles" disabled={isFixed}>
        <legend>{WORDS.profile}</legend>
        {OFFERED.map((profile) => (
          <label key={profile}>
            <input
              type="radio"
              name="board-send-profile"
              checked={form.profile === profile}
              onChange={() => acts.onForm({ profile })}
            />
            <span>{WORDS.profiles[profile]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="board-fields" disabled={isFixed}>
        <TextField
          {...{ id: 'board-send-gpu', says: WORDS.gpu, hint: WORDS.gpuHint(guess), list: 'board-send-gpus' }}
          {...{ most: GPU_LETTERS, value: form.gpu, onText: (gpu) => acts.onForm({ gpu }) }}
        />
        <div class="board-field">
          <label for="board-send-power">{WORDS.power}</label>
          <select
            id="board-send-power"
            value={form.power}
            onChange={({ currentTarget: { value } }) => {
              const power = POWER_SOURCES.find((one) => one === value);
              if (power !== undefined) acts.onForm({ power });
            }}
          >
            {POWER_SOURCES.map((power) => (
              <option key={power} value={power} selected={power === form.power}>
                {WORDS.powers[power]}
              </option>
            ))}
          </select>
        </div>
        <TextField
          {...{ id: 'board-send-name', says: WORDS.name, hint: WORDS.nameHint }}
          {...{ most: MACHINE_LETTERS, value: form.name, onText: (name) => acts.onForm({ name }) }}
        />
      </fieldset>
      <datalist id="board-send-gpus">
        {gpus.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div class="actions">
        <button type="submit" class="primary" id="board-send-run" aria-disabled={obstacle !== null}>
          {WORDS.run}
        </button>
        <button
          type="button"
          id="board-send-cancel"
          aria-disabled={!cancels}
          onClick={() => cancels && acts.onCancel()}
        >
          {WORDS.cancel}
        </button>
      </div>
      {obstacle !== null && <Why obstacle={obstacle} secure={secure} />}
    </form>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly says: string;
  readonly hint: string;
  /** Letters. */
  readonly most: number;
  readonly value: string;
  /** Of the texts to choose from, by its id. */
  readonly list?: string;
  readonly onText: (text: string) => void;
}

const TextField = ({ id, says, hint, most, value, list, onText }: TextFieldProps): JSX.Element => (
  <div class="board-field">
    <label for={id}>{says}</label>
    <input
      type="text"
      id={id}
      {...(list === undefined ? {} : { list })}
      aria-describedby={`${id}-hint`}
      autocomplete="off"
      maxLength={most}
      value={value}
      onInput={({ currentTarget }) => onText(currentTarget.value)}
    />
    <span class="hint" id={`${id}-hint`}>
      {hint}
    </span>
  </div>
);

function Why({ obstacle, secure }: { readonly obstacle: Obstacle; readonly secure: boolean }): JSX.Element | null {
  switch (obstacle.kind) {
    case 'no-gpu':
      return <ErrorMessage error={obstacle.error} steps={noGpuAdvice(obstacle.error, secure).steps} />;
    case 'asking':
      return <p class="hint">{WORDS.asking}</p>;
    case 'other-run':
      return <p class="hint">{WORDS.otherRun}</p>;
    case 'own-run':
      return null;
  }
}

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
        <div class="board-field">
          <label for="board-send-gpu">{WORDS.gpu}</label>
          <input
            type="text"
            id="board-send-gpu"
            list="board-send-gpus"
            aria-describedby="board-send-gpu-hint"
            autocomplete="off"
            maxLength={GPU_LETTERS}
            value={form.gpu}
            onInput={({ currentTarget }) => acts.onForm({ gpu: currentTarget.value })}
          />
          <span class="hint" id="board-send-gpu-hint">
            {WORDS.gpuHint(guess)}
          </span>
        </div>
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
        <div class="board-field">
          <label for="board-send-name">{WORDS.name}</label>
          <input
            type="text"
            id="board-send-name"
            aria-describedby="board-send-name-hint"
            autocomplete="off"
            maxLength={MACHINE_LETTERS}
            value={form.name}
            onInput={({ currentTarget }) => acts.onForm({ name: currentTarget.value })}
          />
          <span class="hint" id="board-send-name-hint">
            {WORDS.nameHint}
          </span>
        </div>
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

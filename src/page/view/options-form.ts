/** Reads the options from the form and says what is wrong with them. What they mean is the engine's RunRequest. */
import { MODEL_FORMATS } from '../../kernels/format';
import { find, make, setHidden, setText } from '../dom/find';
import type { RunOptions } from '../state/page-state';
import { optionsOf } from './option-fields';
import { fillFromProfile } from './profile-choice';

const HEADLINE_SHAPE = 'SmolLM2-135M';

export interface OptionsForm {
  /** The form as it stands; fields that are not valid count as their defaults. */
  readonly read: () => RunOptions;
  /** True where all is valid; otherwise the message is shown and the field has the focus. */
  readonly check: () => boolean;
}

export function createOptionsForm(shapes: readonly string[], onChange: () => void): OptionsForm {
  const form = find('options-form', HTMLFormElement);
  const select = find('option-shape', HTMLSelectElement);
  select.replaceChildren(...shapes.map((name) => make('option', { text: name })));
  select.value = HEADLINE_SHAPE;
  form.addEventListener('input', ({ target }) => {
    fillFromProfile(target);
    setHidden(find('options-error', HTMLElement), true);
    onChange();
  });
  return { read: () => readOptions(select), check: () => checkOptions() };
}

const number = (id: string): number | null => {
  const field = find(id, HTMLInputElement);
  return field.value === '' || !field.validity.valid ? null : field.valueAsNumber;
};

const checked = (id: string): boolean => find(id, HTMLInputElement).checked;

const readOptions = (select: HTMLSelectElement): RunOptions =>
  optionsOf({
    shape: select.value,
    formats: MODEL_FORMATS.filter((format) => checked(`option-${format}`)),
    numbers: {
      prompt: number('option-prompt'),
      generate: number('option-generate'),
      repetitions: number('option-repetitions'),
      budget: number('option-budget'),
      sustain: number('option-sustain'),
      windows: number('option-windows'),
      seed: number('option-seed'),
    },
    boxes: {
      deep: checked('option-deep'),
      batches: checked('option-batches'),
      fidelity: checked('option-fidelity'),
      roofs: checked('option-roofs'),
      waterfalls: checked('option-waterfalls'),
      tune: checked('option-tune'),
      retune: checked('option-retune'),
    },
  });

function checkOptions(): boolean {
  const error = find('options-error', HTMLElement);
  const fields = [...find('options-form', HTMLFormElement).querySelectorAll('input')];
  const wrong = fields.find((field) => !field.validity.valid);
  const noFormat = MODEL_FORMATS.every((format) => !find(`option-${format}`, HTMLInputElement).checked);
  if (wrong === undefined && !noFormat) return true;
  const name = wrong?.labels?.[0]?.textContent.trim().replace(/\s+/g, ' ') ?? '';
  setText(
    error,
    wrong === undefined
      ? 'No format is chosen: tick at least one.'
      : `${name}: give a whole number from ${wrong.min} to ${wrong.max}.`,
  );
  setHidden(error, false);
  find('options', HTMLDetailsElement).open = true;
  (wrong ?? find('option-fp16', HTMLInputElement)).focus();
  return false;
}

/**
 * Reads the options from the form, which is drawn from their table (shell/run-option-fields.tsx), fills it in, and says what is wrong with it.
 * What the options mean is in options/settings.ts.
 */
import { PROFILES, type Profile } from '../../benchmark/suite/suite';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { RUN_OPTIONS, runOptions, type Control, type RunOptionTexts } from '../../options/run-options';
import { settingsOf, textsOf } from '../../options/settings';
import { find, setText } from '../dom/find';
import type { RunOptions } from '../state/page-state';
import { WORDS } from './catalogue/run-words';
import { chosenProfile } from './profile-choice';

export function createOptionsForm(onChange: () => void): void {
  find('options-form', HTMLFormElement).addEventListener('input', ({ target }) => {
    const profile = chosenProfile(target);
    if (profile !== null) fillProfile(profile);
    find('options-error').hidden = true;
    onChange();
  });
}

/** What no profile decides stays as it stands. */
function fillProfile(profile: Profile): void {
  const texts = textsOf(profile);
  const decided = RUN_OPTIONS.filter(({ initial }) => typeof initial !== 'string');
  fillOptions(Object.fromEntries(decided.map(({ name }) => [name, texts[name]])));
}

/** The others stay as they stand. */
export function fillOptions(texts: Partial<RunOptionTexts>): void {
  for (const { name, control } of RUN_OPTIONS) {
    const text = texts[name];
    if (text !== undefined) fill(name, control, text);
  }
}

const box = (name: string): HTMLInputElement => find(`option-${name}`, HTMLInputElement);

function fill(name: string, control: Control, text: string): void {
  switch (control.kind) {
    case 'select':
      find(`option-${name}`, HTMLSelectElement).value = text;
      return;
    case 'boxes':
      for (const choice of control.choices) box(choice).checked = text.split(',').includes(choice);
      return;
    case 'tick':
      box(name).checked = text === control.on;
      return;
    case 'number':
      box(name).value = text === control.empty ? '' : text;
  }
}

/** Null for a number that is not valid. */
function textIn(name: string, control: Control): string | null {
  switch (control.kind) {
    case 'select':
      return find(`option-${name}`, HTMLSelectElement).value;
    case 'boxes':
      return control.choices.filter((choice) => box(choice).checked).join(',');
    case 'tick':
      return box(name).checked ? control.on : control.off;
    case 'number': {
      const { value, validity, valueAsNumber } = box(name);
      if (!validity.valid) return null;
      return value === '' ? (control.empty ?? null) : String(valueAsNumber);
    }
  }
}

const QUICK = textsOf(PROFILES.quick);

/** The form as it stands; fields that are not valid count as the quick profile's. */
export function readOptions(): RunOptions {
  const texts = RUN_OPTIONS.map(({ name, control }) => [name, textIn(name, control) ?? QUICK[name]] as const);
  // Without a format there is no run (see checkOptions), and the page shows none.
  const chosen = MODEL_FORMATS.filter((format) => box(format).checked);
  const choice = runOptions.parse({
    ...Object.fromEntries(texts),
    ...(chosen.length === 0 && { formats: QUICK.formats }),
  });
  return { ...settingsOf({ ...choice, formats: chosen }), receipt: null };
}

/** True where all is valid; otherwise the message is shown and the field has the focus. */
export function checkOptions(): boolean {
  const error = find('options-error');
  const fields = [...find('options-form', HTMLFormElement).querySelectorAll('input')];
  const wrong = fields.find((field) => !field.validity.valid);
  const noFormat = MODEL_FORMATS.every((format) => !box(format).checked);
  if (wrong === undefined && !noFormat) return true;
  const name = wrong?.labels?.[0]?.textContent.trim().replace(/\s+/g, ' ') ?? '';
  setText(error, wrong === undefined ? WORDS.options.noFormat : WORDS.options.wholeNumber(name, wrong.min, wrong.max));
  error.hidden = false;
  find('options', HTMLDetailsElement).open = true;
  (wrong ?? box('fp16')).focus();
  return false;
}

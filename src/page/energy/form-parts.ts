/** Labelled fields and a place for what is wrong with them, for the small forms that measure power. */
import { asTokamarkError } from '../../foundation/errors';
import { make, setText } from '../dom/find';
import { capitalised } from '../format/capitalised';

/** A text field for a number, and its label. */
export function numberField(
  id: string,
  label: string,
  placeholder = '',
): readonly [HTMLLabelElement, HTMLInputElement] {
  const input = make('input', {
    type: 'text',
    inputMode: 'decimal',
    id,
    autocomplete: 'off',
    maxLength: 100,
    placeholder,
  });
  return [make('label', { text: `${label} ` }, input), input];
}

export type Choices = readonly (readonly [value: string, text: string])[];

export function selectField(
  id: string,
  label: string,
  choices: Choices = [],
): readonly [HTMLLabelElement, HTMLSelectElement] {
  const select = make('select', { id });
  fillSelect(select, choices);
  return [make('label', { text: `${label} ` }, select), select];
}

/** Leaves the choice where it still exists. */
export function fillSelect(select: HTMLSelectElement, choices: Choices): void {
  const said = JSON.stringify(choices);
  if (select.dataset['said'] === said) return;
  select.dataset['said'] = said;
  const chosen = select.value;
  select.replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
  if (choices.some(([value]) => value === chosen)) select.value = chosen;
}

/**
 * @param controls by the `where` of an error: those that it is about
 * @param labels what is said in place of a `where`
 */
export function problems(
  id: string,
  controls: Readonly<Record<string, readonly HTMLElement[]>>,
  labels: Readonly<Record<string, string>> = {},
) {
  const place = make('p', { class: 'message error', id, role: 'alert', hidden: true });
  const all = Object.values(controls).flat();
  for (const control of all) control.setAttribute('aria-describedby', id);
  const clear = (): void => {
    place.hidden = true;
    setText(place, '');
    for (const control of all) control.removeAttribute('aria-invalid');
  };
  const show = (thrown: unknown): void => {
    clear();
    const { where, message, remedy } = asTokamarkError(thrown).toData();
    for (const control of new Map(Object.entries(controls)).get(where) ?? []) control.ariaInvalid = 'true';
    place.hidden = false;
    const said = capitalised(message.replace(where, labels[where] ?? where).replace('NaN', 'no number'));
    setText(place, `${said} ${remedy} The figures have not changed.`);
  };
  return { place, clear, show };
}

/** What the small forms have in common. @param say where it is said how it stands, and what is wrong */
export function measuringForm(
  fields: readonly Node[],
  controls: readonly Node[],
  say: readonly Node[],
): HTMLFormElement {
  return make(
    'form',
    { class: 'better-form', noValidate: true },
    make('div', { class: 'energy-fields' }, ...fields),
    ...controls,
    make('div', { class: 'better-say' }, ...say),
  );
}

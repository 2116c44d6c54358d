/** Labelled fields and a place for what is wrong with them, for the small forms that measure power. */
import { asTokamarkError } from '../../foundation/errors';
import { make, setHidden, setText } from '../dom/find';

/** A text field for a number, and its label. */
export function numberField(
  id: string,
  label: string,
  placeholder = '',
): readonly [HTMLLabelElement, HTMLInputElement] {
  const input = make('input');
  input.type = 'text';
  input.inputMode = 'decimal';
  input.id = id;
  input.autocomplete = 'off';
  input.maxLength = 100;
  input.placeholder = placeholder;
  return [make('label', { text: `${label} ` }, input), input];
}

export function selectField(
  id: string,
  label: string,
  choices: readonly (readonly [string, string])[],
): readonly [HTMLLabelElement, HTMLSelectElement] {
  const select = make('select');
  select.id = id;
  fillSelect(select, choices);
  return [make('label', { text: `${label} ` }, select), select];
}

/** Leaves the choice where it still exists. */
export function fillSelect(select: HTMLSelectElement, choices: readonly (readonly [string, string])[]): void {
  const said = JSON.stringify(choices);
  if (select.dataset['said'] === said) return;
  select.dataset['said'] = said;
  const chosen = select.value;
  select.replaceChildren(
    ...choices.map(([value, text]) => {
      const option = make('option', { text });
      option.value = value;
      return option;
    }),
  );
  if (choices.some(([value]) => value === chosen)) select.value = chosen;
}

export interface Problems {
  readonly place: HTMLElement;
  readonly clear: () => void;
  readonly show: (thrown: unknown) => void;
}

/** @param controls by the `where` of an error: those that it is about */
export function problems(id: string, controls: Readonly<Record<string, readonly HTMLElement[]>>): Problems {
  const place = make('p', { class: 'message error' });
  place.id = id;
  place.setAttribute('role', 'alert');
  place.hidden = true;
  const all = Object.values(controls).flat();
  for (const control of all) control.setAttribute('aria-describedby', id);
  const clear = (): void => {
    setHidden(place, true);
    setText(place, '');
    for (const control of all) control.removeAttribute('aria-invalid');
  };
  const show = (thrown: unknown): void => {
    clear();
    const { where, message, remedy } = asTokamarkError(thrown).toData();
    const [, wrong = []] = Object.entries(controls).find(([name]) => name === where) ?? [];
    for (const control of wrong) control.setAttribute('aria-invalid', 'true');
    setHidden(place, false);
    const said = message.replace('NaN', 'no number');
    setText(place, `${said.charAt(0).toUpperCase()}${said.slice(1)} ${remedy} The figures have not changed.`);
  };
  return { place, clear, show };
}

export function submitButton(text: string): HTMLButtonElement {
  const button = make('button', { text });
  button.type = 'submit';
  return button;
}

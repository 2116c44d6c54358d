/** The controls of the room: a label with what it is for, and texts in and out. Nothing is decided here. */
import type { ComponentChildren, JSX } from 'preact';

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Something is wrong with it, which `said` says. */
  readonly wrong: boolean;
  /** The id of what says it. */
  readonly said: string;
}

interface FieldProps extends Field {
  readonly onType: (name: string, value: string) => void;
}

interface TextProps extends FieldProps {
  readonly hint: string;
  /** The id of the suggestions. */
  readonly list?: string | undefined;
  readonly keys: 'decimal' | 'text';
  readonly disabled?: boolean;
}

export function TextField({ hint, list, keys, disabled = false, ...field }: TextProps): JSX.Element {
  const { id, name, label, value, wrong, said, onType } = field;
  return (
    <label>
      {label}{' '}
      <input
        type="text"
        id={id}
        name={name}
        value={value}
        placeholder={hint}
        list={list}
        inputMode={keys}
        autocomplete="off"
        maxLength={100}
        disabled={disabled}
        aria-invalid={wrong}
        aria-describedby={wrong ? said : undefined}
        onInput={({ currentTarget }) => onType(name, currentTarget.value)}
      />
    </label>
  );
}

export type Choices = readonly (readonly [value: string, words: string])[];

export function ChoiceField({ choices, ...field }: FieldProps & { readonly choices: Choices }): JSX.Element {
  const { id, name, label, value, wrong, said, onType } = field;
  return (
    <label>
      {label}{' '}
      <select
        id={id}
        name={name}
        aria-invalid={wrong}
        aria-describedby={wrong ? said : undefined}
        onChange={({ currentTarget }) => onType(name, currentTarget.value)}
      >
        {choices.map(([one, words]) => (
          <option key={one} value={one} selected={one === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface FormProps {
  /** The id of what says what is wrong. */
  readonly said: string;
  /** What is wrong; empty where nothing is. */
  readonly wrong: string;
  readonly children: ComponentChildren;
}

/** Nothing is sent: each field acts as it is typed in. */
export function CostFields({ said, wrong, children }: FormProps): JSX.Element {
  return (
    <form class="cost-form" noValidate onSubmit={(event) => event.preventDefault()}>
      {children}
      <p class="message error" id={said} data-testid={said} role="alert" hidden={wrong === ''}>
        {wrong}
      </p>
    </form>
  );
}

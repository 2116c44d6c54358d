/** A choice among few texts, under its name. */
import type { JSX } from 'preact';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
}

export const ChoiceField = ({ name, label, value, choices, onChoose }: ChoiceFieldProps): JSX.Element => (
  <label class="board-field">
    {label}
    <select id={`board-${name}`} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === value}>
          {choice.text}
        </option>
      ))}
    </select>
  </label>
);

/** Fields of the table of energy settings (energy/fields.ts), as controls of the room. */
import type { JSX } from 'preact';
import { countries, WORLD } from '../../energy/tariff';
import type { Constants } from '../../energy/constants';
import { ENERGY_FIELDS } from '../../energy/fields';
import { problemText, type Problem } from '../energy/energy-state';
import type { FieldName, Fields } from '../energy/fields';
import { WORDS } from './catalogue/words';
import { ChoiceField, TextField, type Choices } from './form-fields';

export interface EnergyFieldsProps {
  readonly names: readonly FieldName[];
  readonly fields: Fields;
  readonly problem: Problem | null;
  /** Of their ids. */
  readonly prefix?: string;
  /** The id of what says what is wrong. */
  readonly said: string;
  readonly countries: Choices;
  readonly onType: (name: string, value: string) => void;
}

const ROWS = new Map(ENERGY_FIELDS.map((row) => [row.name, row]));

export function EnergyFields({
  names,
  fields,
  problem,
  prefix = 'energy-field',
  said,
  countries: places,
  onType,
}: EnergyFieldsProps): JSX.Element {
  return (
    <div class="energy-fields">
      {names.map((name) => {
        const control = ROWS.get(name)?.control;
        if (control === undefined) return null;
        const common = { id: `${prefix}-${name}`, name, label: control.label, value: fields[name] };
        const field = { ...common, wrong: problem?.field === name, said, onType };
        if (control.kind === 'choice') return <ChoiceField key={name} {...field} choices={control.choices} />;
        if (control.kind === 'filled') return <ChoiceField key={name} {...field} choices={places} />;
        const { kind, hint, list } = control;
        return (
          <TextField key={name} {...field} hint={hint} list={list} keys={kind === 'number' ? 'decimal' : 'text'} />
        );
      })}
    </div>
  );
}

/** What is wrong with one of `names`, by its label; empty where nothing is. */
export function wrongText(problem: Problem | null, names: readonly FieldName[]): string {
  if (problem === null) return '';
  const { field } = problem;
  if (field === null || !names.includes(field)) return '';
  return problemText(problem, ROWS.get(field)?.control.label ?? field);
}

export function countryChoices(constants: Constants): Choices {
  const named = countries(constants)
    .filter((code) => code !== WORLD)
    .map((code) => [code, countryName(code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b));
  return [['', countryName(WORLD)], ...named];
}

export function countryName(code: string): string {
  if (code === WORLD) return WORDS.form.worldMean;
  if (code === 'EU27') return WORDS.form.europeanUnion;
  return WORDS.form.country(code);
}

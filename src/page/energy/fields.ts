/** The card's fields, as a person fills them in, and the settings that they mean. Which there are is in energy/fields. */
import { z } from 'zod';
import type { Catalogue } from '../../hardware/catalogue';
import {
  ENERGY_FIELDS,
  energySettingsSchema,
  type EnergyControl,
  type EnergyFieldName,
  type EnergySettings,
} from '../../energy/fields';
import { HOURS_PER_DAY } from '../../energy/figures';
import { checkRange, RANGES, type Range } from '../../energy/limits';
import { presetOf } from '../../hardware/identify/typed-device';

export type FieldName = EnergyFieldName;

/** The text of each; an empty one says nothing. */
export type Fields = Readonly<Record<FieldName, string>>;

export const FIELD_NAMES: readonly FieldName[] = ENERGY_FIELDS.map(({ name }) => name);

const text = z.string().max(100).default('');

const schemaOf = (control: EnergyControl): z.ZodType<string> =>
  control.kind === 'choice'
    ? z.enum(control.choices.map(([value]) => value)).default(control.choices[0]?.[0] ?? '')
    : text;

const texts = z.object(Object.fromEntries(ENERGY_FIELDS.map(({ name, control }) => [name, schemaOf(control)])));
const named = z.record(energySettingsSchema.keyof(), z.string());

/** From what the form or the browser's storage holds; what is missing there is as if nobody had touched it. @throws ZodError */
export const readFields = (given: unknown): Fields => named.parse(texts.parse(given));

export const EMPTY_FIELDS: Fields = readFields({});

/** @throws TokamarkError `option` for a device that is not in the catalogue. */
export function toSettings(fields: Fields, catalogue: Catalogue): EnergySettings {
  const given = ENERGY_FIELDS.flatMap(({ name, control }) => {
    const typed = fields[name].trim();
    return typed === '' ? [] : [[name, valueOf(name, control, typed)] as const];
  });
  const device = deviceId(fields.device, catalogue);
  return energySettingsSchema.parse({ ...Object.fromEntries(given), device });
}

function valueOf(name: FieldName, control: EnergyControl, typed: string): string | number | null {
  if (control.kind !== 'number') return typed;
  const value = number(typed);
  if (control.ofDay !== true || value === null) return value;
  return checkRange(name, value, HOURS) / HOURS_PER_DAY;
}

const HOURS: Range = [HOURS_PER_DAY * RANGES.utilisation[0], HOURS_PER_DAY, 'hours'];

/** NaN for what is no number, which the settings' own check refuses by name; a comma may stand for the point. */
export function number(typed: string): number | null {
  const trimmed = typed.trim().replace(/^(\d+),(\d+)$/, '$1.$2');
  return trimmed === '' ? null : Number(trimmed);
}

function deviceId(typed: string, catalogue: Catalogue): string | null {
  if (typed.trim() === '') return null;
  return presetOf(typed, catalogue, 'Choose one of the list, or give the power in watts.').id;
}

/** The card's fields, as a person fills them in, and the settings that they mean. What those may be is checked in energy/settings. */
import { z } from 'zod';
import type { Catalogue } from '../../hardware/catalogue';
import { notFound, typedDevice } from '../../hardware/identify/typed-device';
import { refusal } from '../../energy/limits';
import { CURRENCIES } from '../../energy/money';
import { METERED } from '../../energy/provenance';
import type { EnergySettings } from '../../energy/settings';

const text = z.string().max(100).default('');

/** Kept by the browser; an empty text says nothing. */
export const fieldsSchema = z.object({
  /** An id or a name: as the catalogue has it, or as drivers and people write it. */
  device: text,
  powerLimit: text,
  watts: text,
  idleWatts: text,
  boundary: z.enum(METERED).default('gpu'),
  country: text,
  electricityPrice: text,
  currency: z.enum(CURRENCIES).default('USD'),
  gridIntensity: text,
  pue: text,
  payment: z.enum(['owned', 'rented']).default('owned'),
  hardwarePrice: text,
  lifeYears: text,
  utilisation: text,
  rentPerHour: text,
  promptTokens: text,
  answerTokens: text,
});

export type Fields = z.infer<typeof fieldsSchema>;
export type FieldName = keyof Fields;

export const FIELD_NAMES = fieldsSchema.keyof().options;
export const EMPTY_FIELDS: Fields = fieldsSchema.parse({});

/** What stands where a field is left empty, apart from what the device or the country says. */
const DEFAULTS = { pue: 1, lifeYears: 4, utilisation: 0.25, promptTokens: 300, answerTokens: 500 } as const;

/** @throws TokamarkError `option` for a device that is not in the catalogue. */
export function toSettings(fields: Fields, catalogue: Catalogue): EnergySettings {
  return {
    device: deviceId(fields.device, catalogue),
    watts: number(fields.watts),
    idleWatts: number(fields.idleWatts),
    boundary: fields.boundary,
    powerLimit: number(fields.powerLimit),
    country: fields.country === '' ? null : fields.country,
    electricityPrice: number(fields.electricityPrice),
    currency: fields.currency,
    gridIntensity: number(fields.gridIntensity),
    pue: number(fields.pue) ?? DEFAULTS.pue,
    payment: fields.payment,
    hardwarePrice: number(fields.hardwarePrice),
    lifeYears: number(fields.lifeYears) ?? DEFAULTS.lifeYears,
    utilisation: number(fields.utilisation) ?? DEFAULTS.utilisation,
    rentPerHour: number(fields.rentPerHour),
    promptTokens: number(fields.promptTokens) ?? DEFAULTS.promptTokens,
    answerTokens: number(fields.answerTokens) ?? DEFAULTS.answerTokens,
  };
}

/** NaN for what is no number, which the settings' own check refuses by name; a comma may stand for the point. */
export function number(typed: string): number | null {
  const trimmed = typed.trim().replace(/^(\d+),(\d+)$/, '$1.$2');
  return trimmed === '' ? null : Number(trimmed);
}

function deviceId(typed: string, catalogue: Catalogue): string | null {
  if (typed.trim() === '') return null;
  const found = typedDevice(typed, catalogue);
  if (found.preset !== null) return found.preset.id;
  throw refusal('device', notFound(typed, found), 'Choose one of the list, or give the power in watts.');
}

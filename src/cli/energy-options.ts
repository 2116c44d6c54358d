/** How the command line gives what is in the table energy/fields.ts. What it may be is checked there, with the device. */
import { z } from 'zod';
import { ENERGY_FIELDS, energySettingsSchema, type EnergyFieldName, type EnergySettings } from '../energy/fields';
import type { Row } from '../options/described';
import { decimal, oneOf, wholeNumber } from '../options/values';
import type { CommandOption } from './command-options';

export const ENERGY_OPTIONS: readonly Row<EnergyFieldName, CommandOption>[] = ENERGY_FIELDS.flatMap(
  ({ name, flag, help, otherwise }) => (flag === null ? [] : [{ name, flag, help, otherwise }]),
);

/** Of the answer that `run` and `energy` price, and `costs` does not. */
const OF_ANSWER: readonly string[] = ['promptTokens', 'answerTokens', 'reasoningTokens'];

export const isOfAnswer = ({ name }: { readonly name: string }): boolean => OF_ANSWER.includes(name);

export const energyTexts = z.object(
  Object.fromEntries(
    ENERGY_FIELDS.map(({ name, control, range: [least, most] = [0, 0], whole = false }): [string, z.ZodType] => {
      if (control.kind === 'number') return [name, (whole ? wholeNumber(least, most) : decimal).optional()];
      if (control.kind !== 'choice') return [name, z.string().optional()];
      return [
        name,
        oneOf(
          name,
          control.choices.map(([value]) => value),
        ).optional(),
      ];
    }),
  ),
);

export const energySettingsOf = (read: z.output<typeof energyTexts>): EnergySettings =>
  energySettingsSchema.parse(read);

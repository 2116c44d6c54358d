/**
 * What a person may say of their machine and their electricity, each in one row: its schema and default, what it must lie between,
 * its flag and help, its label and hint in the form. Command, card and checks are drawn from this table. What the fields mean
 * together is in settings.ts.
 */
import { z } from 'zod';
import { descriptions, type Described, type Row } from '../options/described';
import { TYPICAL } from './answer';
import { RANGES, type Range } from './limits';
import { CURRENCIES } from './money';
import { METERED } from './provenance';

export type EnergyControl =
  /** `list`: the id of the page's suggestions. */
  | {
      readonly kind: 'number' | 'name';
      readonly label: string;
      readonly hint: string;
      readonly list?: string;
      /** A share of a day, which a person gives in hours. */
      readonly ofDay?: true;
    }
  /** A value and its words each; the first is the default. */
  | { readonly kind: 'choice'; readonly label: string; readonly choices: readonly (readonly [string, string])[] }
  /** The page fills in the others, from data. */
  | { readonly kind: 'filled'; readonly label: string; readonly first: string };

export interface EnergyField extends Described {
  /** How a sentence begins that says that it plays no part. */
  readonly noun: string;
  /** Absent for watts, which are checked with the device (limits.ts). */
  readonly range?: Range;
  /** The command takes whole numbers alone. */
  readonly whole?: true;
  readonly control: EnergyControl;
}

const { row, of } = descriptions<EnergyField>();

/** Also NaN, for what was typed and is no number: the check refuses it by name. */
const number = z.custom<number>((value) => typeof value === 'number');
const optional = number.nullable().default(null);
const name = z.string().nullable().default(null);

const BOUNDARIES: Readonly<Record<(typeof METERED)[number], string>> = {
  gpu: 'the GPU only',
  battery: 'the whole machine, from its battery',
  wall: 'the whole machine, at the wall',
};

/** Plain values, as a form or a command line gives them. */
export const energySettingsSchema = z.object({
  device: row(name, {
    flag: '--device <ID>',
    help: 'GPU whose power is estimated, by its id or name in the catalogue (see tokamark device)',
    noun: 'The device',
    control: { kind: 'name', label: 'Your GPU', hint: 'as the browser says', list: 'energy-devices' },
  }),
  powerLimit: row(optional, {
    flag: '--power-limit <W>',
    help: "power limit of the GPU in watts, such as a laptop's TGP",
    otherwise: 'as published',
    noun: 'The power limit',
    control: { kind: 'number', label: 'Power limit, W (laptops: TGP)', hint: 'as published' },
  }),
  watts: row(optional, {
    flag: '--watts <W>',
    help: 'power that the meter shows while the model runs, in watts',
    noun: 'The power that was typed in',
    control: { kind: 'number', label: 'Power while it computes, W', hint: 'if you can read it' },
  }),
  country: row(name, {
    flag: '--country <CODE>',
    help: 'country whose electricity price and grid carbon count: ISO code, or EU27',
    otherwise: 'the world mean',
    noun: 'The country',
    control: { kind: 'filled', label: 'Electricity in', first: 'World mean' },
  }),
  idleWatts: row(optional, {
    flag: '--idle-watts <W>',
    help: 'power that the meter shows while nothing runs, in watts',
    noun: 'The idle power',
    control: { kind: 'number', label: 'Power when idle, W', hint: 'if you can read it' },
  }),
  boundary: row(z.enum(METERED).default('gpu'), {
    flag: '--boundary <OF>',
    help: 'what the meter counts: gpu alone, or the whole machine at its battery or wall',
    otherwise: 'gpu',
    noun: 'What the watts count',
    control: {
      ...{ kind: 'choice', label: 'The watts are of' },
      choices: METERED.map((one) => [one, BOUNDARIES[one]] as const),
    },
  }),
  electricityPrice: row(optional, {
    flag: '--electricity-price <P>',
    help: 'price of a kilowatt-hour, in --currency',
    otherwise: "the country's",
    noun: 'The price of electricity',
    range: [0.0001, 100, 'per kWh'],
    control: { kind: 'number', label: 'Electricity, per kWh', hint: 'of the country' },
  }),
  currency: row(z.enum(CURRENCIES).default('USD'), {
    flag: '--currency <CODE>',
    help: `currency of the prices that you give: ${CURRENCIES.join(', ')}`,
    otherwise: 'USD',
    noun: 'The currency',
    control: { kind: 'choice', label: 'Prices are in', choices: CURRENCIES.map((one) => [one, one] as const) },
  }),
  gridIntensity: row(optional, {
    flag: '--grid <G>',
    help: 'carbon of the grid, in grams of CO2 per kilowatt-hour',
    otherwise: "the country's",
    noun: 'The carbon of the grid',
    range: [0.1, 3000, 'gCO2/kWh'],
    control: { kind: 'number', label: 'Grid, g CO₂ per kWh', hint: 'of the country' },
  }),
  pue: row(number.default(1), {
    flag: '--pue <P>',
    help: 'PUE: power of the whole building over that of its machines',
    otherwise: '1, at home',
    noun: 'The PUE',
    range: [1, 5, ''],
    control: { kind: 'number', label: 'Cooling: PUE, 1 at home', hint: '1', list: 'energy-sites' },
  }),
  /** Null: rented where a rent is given. */
  payment: row(z.enum(['owned', 'rented']).nullable().default(null), {
    flag: null,
    help: 'whether the machine is owned or rented',
    noun: 'Whether the machine is owned or rented',
    control: {
      ...{ kind: 'choice', label: 'The machine is' },
      choices: [
        ['owned', 'owned'],
        ['rented', 'rented by the hour'],
      ],
    },
  }),
  hardwarePrice: row(optional, {
    flag: '--price <P>',
    help: 'price of the machine, in --currency',
    otherwise: 'the launch price, where known',
    noun: 'The price of the machine',
    range: RANGES.machinePrice,
    control: { kind: 'number', label: 'Price of the machine', hint: 'launch price, where known' },
  }),
  lifeYears: row(number.default(4), {
    flag: '--life <YEARS>',
    help: 'years the machine stays in service',
    otherwise: '4',
    noun: 'The life of the machine',
    range: RANGES.years,
    control: { kind: 'number', label: 'Years the machine stays in service', hint: '4' },
  }),
  utilisation: row(number.default(0.25), {
    flag: '--utilisation <SHARE>',
    help: 'share of the time in which the machine computes, 0 to 1',
    otherwise: '0.25',
    noun: 'The share of the time in which it computes',
    range: RANGES.utilisation,
    control: { kind: 'number', label: 'Hours of use a day', hint: '6', ofDay: true },
  }),
  rentPerHour: row(optional, {
    flag: '--rent <P>',
    help: 'rent of the machine per hour, in --currency, if it is not owned',
    noun: 'The rent',
    range: [0.0001, 1e6, 'per hour'],
    control: { kind: 'number', label: 'Rent per hour', hint: 'only if rented' },
  }),
  promptTokens: row(number.default(TYPICAL.promptTokens), {
    flag: '--prompt-tokens <N>',
    help: 'tokens in the prompt of the answer whose energy is shown',
    otherwise: String(TYPICAL.promptTokens),
    noun: 'The length of the prompt',
    range: [0, 1e9, 'tokens'],
    whole: true,
    control: { kind: 'number', label: 'Prompt of an answer, tokens', hint: String(TYPICAL.promptTokens) },
  }),
  answerTokens: row(number.default(TYPICAL.answerTokens), {
    flag: '--answer-tokens <N>',
    help: 'tokens in the answer whose energy is shown',
    otherwise: String(TYPICAL.answerTokens),
    noun: 'The length of the answer',
    range: [0, 1e9, 'tokens'],
    whole: true,
    control: { kind: 'number', label: 'Length of an answer, tokens', hint: String(TYPICAL.answerTokens) },
  }),
  /** Written before the answer, and paid like it. */
  reasoningTokens: row(number.default(0), {
    flag: '--reasoning-tokens <N>',
    help: 'tokens of reasoning that are written before the answer, and count with it',
    otherwise: 'none',
    noun: 'The length of the reasoning',
    range: [0, 1e9, 'tokens'],
    whole: true,
    control: { kind: 'number', label: 'Reasoning before it, tokens', hint: '0' },
  }),
});

export type EnergySettings = z.infer<typeof energySettingsSchema>;
export type EnergyFieldName = keyof EnergySettings;

export const ENERGY_FIELDS: readonly Row<EnergyFieldName, EnergyField>[] = energySettingsSchema
  .keyof()
  .options.map((field) => ({ ...of(energySettingsSchema.shape[field]), name: field }));

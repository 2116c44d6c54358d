/** The commands `device` and `energy` and the options of `run` that make it say what a token costs. Not what they do. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { CURRENCIES } from '../energy/money';
import { METERED } from '../energy/provenance';
import { energySettingsSchema, type EnergySettings } from '../energy/settings';
import * as value from './option-values';
import type { DeviceOptions, EnergyOptions } from './invocation';

export function addDevice(command: Command): void {
  command
    .addOption(
      new Option('--renderer <STRING>', "WebGL's UNMASKED_RENDERER_WEBGL, or the name of an adapter").default('', ''),
    )
    .addOption(new Option('--name <NAME>', 'the same for a name as you know it, or a line of lspci').default('', ''))
    .addOption(new Option('--vendor <NAME>', "WebGPU's adapter.info.vendor").default('', ''))
    .addOption(new Option('--architecture <NAME>', "WebGPU's adapter.info.architecture").default('', ''))
    .addOption(new Option('--json <FILE>', 'write what was found as JSON (- is standard output)'));
}

export const deviceSchema = z.object({
  renderer: z.string(),
  name: z.string(),
  vendor: z.string(),
  architecture: z.string(),
  json: value.file.optional(),
});

export function toDevice(
  { json, renderer, name, ...clues }: z.infer<typeof deviceSchema>,
  refuse: (message: string, option: string) => never,
): DeviceOptions {
  if (renderer !== '' && name !== '') refuse('--renderer and --name are both given: one name at a time.', '--name');
  return { command: 'device', ...clues, renderer: renderer === '' ? name : renderer, json: json ?? null };
}

/** What both `run` and `energy` take. */
export function addEnergySettings(command: Command): Command {
  return command
    .addOption(new Option('--device <ID>', "the GPU, by the catalogue's id or its name (see tokamark device)"))
    .addOption(new Option('--watts <W>', 'the power it draws while it computes, where you can read it'))
    .addOption(new Option('--idle-watts <W>', 'on the same meter, while nothing runs'))
    .addOption(new Option('--boundary <OF>', 'what the watts are of').choices([...METERED]).default('gpu', 'gpu'))
    .addOption(new Option('--power-file <FILE>', 'a power that was measured outside, as JSON (see docs/ENERGY.md)'))
    .addOption(new Option('--power-limit <W>', "a laptop's power limit (TGP)"))
    .addOption(new Option('--country <CODE>', 'price and carbon of electricity there (default: the world)'))
    .addOption(new Option('--electricity-price <P>', 'a kilowatt-hour, in --currency'))
    .addOption(new Option('--currency <CODE>', 'of the prices given').choices([...CURRENCIES]).default('USD', 'USD'))
    .addOption(new Option('--grid <G>', 'grams of CO2 a kilowatt-hour'))
    .addOption(new Option('--pue <P>', 'power of the building over that of its machines').default('1', '1: at home'))
    .addOption(new Option('--price <P>', 'of the machine, in --currency (default: the launch price, where known)'))
    .addOption(new Option('--life <YEARS>', 'that it is used').default('4', '4'))
    .addOption(new Option('--utilisation <SHARE>', 'of its life in which it computes, 0 to 1').default('0.25', '0.25'))
    .addOption(new Option('--rent <P>', 'an hour of it instead, in --currency'));
}

/** Of the answer whose joules are shown beside everyday things. */
export function addAnswer(command: Command): void {
  command
    .addOption(new Option('--prompt-tokens <N>', 'of an answer whose energy is wanted (default: 300)'))
    .addOption(new Option('--answer-tokens <N>', 'that it has (default: 500)'));
}

export function addEnergy(command: Command): void {
  addEnergySettings(command)
    .addOption(new Option('--tokens-per-second <R>', 'as measured'))
    .addOption(new Option('--bytes-per-token <B>', 'read by a token of decode: weights with scales, and KV'))
    .addOption(new Option('--phase <NAME>', 'of the speed').choices(['decode', 'prefill']).default('decode', 'decode'))
    .addOption(new Option('--busy <SHARE>', 'of prefill: part of the time in which the GPU works').default('1', '1'))
    .addOption(new Option('--answer-tokens <N>', 'of an answer whose energy is wanted').default('500', '500'))
    .addOption(new Option('--prompt-tokens <N>', 'of its prompt, read first').default('0', '0'))
    .addOption(new Option('--prefill-tokens-per-second <R>', 'at which that prompt is read'))
    .addOption(new Option('--check-model', 'hold the power model against published measurements instead'))
    .addOption(new Option('--json <FILE>', 'write the figures as JSON (- is standard output)'));
}

export const energyFields = {
  device: z.string().optional(),
  watts: value.decimal.optional(),
  idleWatts: value.decimal.optional(),
  boundary: z.enum(METERED),
  powerFile: value.path.optional(),
  powerLimit: value.decimal.optional(),
  country: z.string().optional(),
  electricityPrice: value.decimal.optional(),
  currency: z.enum(CURRENCIES),
  grid: value.decimal.optional(),
  pue: value.decimal,
  price: value.decimal.optional(),
  life: value.decimal,
  utilisation: value.decimal,
  rent: value.decimal.optional(),
  promptTokens: value.wholeNumber(0, 1e9).optional(),
  answerTokens: value.wholeNumber(0, 1e9).optional(),
};

export const settingsFields = z.object(energyFields);

export const energySchema = settingsFields.extend({
  tokensPerSecond: value.decimal.optional(),
  bytesPerToken: value.decimal.optional(),
  phase: z.enum(['decode', 'prefill']),
  busy: value.decimal,
  prefillTokensPerSecond: value.decimal.optional(),
  checkModel: z.boolean().optional(),
  json: value.file.optional(),
});

export function toSettings(read: z.infer<typeof settingsFields>): EnergySettings {
  const { device, watts, idleWatts, boundary, powerLimit, country, electricityPrice, currency, pue } = read;
  return energySettingsSchema.parse({
    ...{ device, watts, idleWatts, boundary, powerLimit, country, electricityPrice, currency, pue },
    gridIntensity: read.grid,
    hardwarePrice: read.price,
    lifeYears: read.life,
    utilisation: read.utilisation,
    rentPerHour: read.rent,
    ...{ promptTokens: read.promptTokens, answerTokens: read.answerTokens },
  });
}

/** What the check of the model does not look at. */
const BY_ITSELF = [
  ...(['device', 'watts', 'idleWatts', 'powerFile', 'powerLimit', 'country', 'electricityPrice', 'grid'] as const),
  ...(['price', 'rent', 'tokensPerSecond', 'bytesPerToken', 'prefillTokensPerSecond'] as const),
] as const;

/** @param refuse throws a usage error */
export function toEnergy(
  read: z.infer<typeof energySchema>,
  refuse: (message: string, option: string) => never,
): EnergyOptions {
  const { tokensPerSecond, bytesPerToken, phase, busy, prefillTokensPerSecond, checkModel = false, json } = read;
  if (!checkModel && tokensPerSecond === undefined) {
    refuse('--tokens-per-second is missing: energy a token is power over speed.', '--tokens-per-second');
  }
  const other = checkModel ? BY_ITSELF.find((name) => read[name] !== undefined) : undefined;
  if (other !== undefined) {
    const flag = `--${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    refuse(`--check-model and ${flag} exclude each other: the model is held against points of its own.`, flag);
  }
  const work =
    checkModel || tokensPerSecond === undefined
      ? null
      : {
          ...{ phase, tokensPerSecond, bytesPerToken: bytesPerToken ?? null },
          prefillTokensPerSecond: prefillTokensPerSecond ?? null,
          busy,
        };
  return { command: 'energy', work, settings: toSettings(read), powerFile: read.powerFile ?? null, json: json ?? null };
}

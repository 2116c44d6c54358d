/** The command `costs` as commander knows it, and how its options are read. Not what it does (commands/costs.ts). */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { HOURLY_BASES } from '../costs';
import { addEnergySettings, settingsFields, toSettings } from './energy-setup';
import * as value from './option-values';
import type { CostsOptions } from './invocation';

export function addCosts(command: Command): void {
  addEnergySettings(command)
    .addOption(new Option('--tokens-per-second <R>', 'of decode, as measured').makeOptionMandatory())
    .addOption(new Option('--bytes-per-token <B>', 'read by a token of decode: weights with scales, and KV'))
    .addOption(new Option('--flops <F>', "FLOP/s measured in FP16 (default: the catalogue's peak)"))
    .addOption(new Option('--years <LIST>', 'over which rent is held against owning').default('3,4,5', '3,4,5'))
    .addOption(
      new Option('--datacentre <BASIS>', "a data centre's price of an hour")
        .choices([...HOURLY_BASES])
        .default('rental3yr', 'rental3yr'),
    )
    .addOption(new Option('--prices <LIST>', 'of reference machines, in --currency: apple-m4=600,rtx-5090=2500'))
    .addOption(new Option('--space <P>', 'what room for the machine costs a month, in --currency').default('0', '0'))
    .addOption(new Option('--training-utilisation <SHARE>', 'of its FLOP/s that training keeps (default: published)'))
    .addOption(new Option('--text <FILE>', 'a text whose thousand words are priced (- is standard input)'))
    .addOption(
      new Option('--tokenizers <FILES>', "tokenizer.json files to count it by, beside Fable's; separated by commas"),
    )
    .addOption(new Option('--json <FILE>', 'write the figures as JSON (- is standard output)'));
}

export const costsSchema = settingsFields.extend({
  tokensPerSecond: value.decimal,
  bytesPerToken: value.decimal.optional(),
  flops: value.decimal.optional(),
  years: value.decimals,
  datacentre: z.enum(HOURLY_BASES),
  prices: value.pricesById.optional(),
  space: value.decimal,
  trainingUtilisation: value.decimal.optional(),
  text: value.path.optional(),
  tokenizers: z.string().optional(),
  json: value.file.optional(),
});

export function toCosts(read: z.infer<typeof costsSchema>): CostsOptions {
  const { tokensPerSecond, bytesPerToken, flops, text, tokenizers, json } = read;
  return {
    command: 'costs',
    work: { tokensPerSecond, bytesPerToken: bytesPerToken ?? null, flopsPerSecond: flops ?? null },
    settings: toSettings(read),
    powerFile: read.powerFile ?? null,
    choice: {
      years: read.years,
      hourlyBasis: read.datacentre,
      prices: read.prices ?? {},
      space: read.space,
      trainingUtilisation: read.trainingUtilisation ?? null,
    },
    text: text ?? null,
    tokenizers: (tokenizers ?? '').split(',').filter((one) => one !== ''),
    json: json ?? null,
  };
}

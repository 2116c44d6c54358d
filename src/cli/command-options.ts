/**
 * The options of each command, each in one row: the schema that reads its text, its flag and its help. Those of a run are in
 * options/run-options.ts, those of a token's energy in energy/fields.ts. How commander gets them is in commander-setup.ts.
 */
import { z } from 'zod';
import { HOURLY_BASES } from '../costs';
import { PROFILE_NAMES } from '../benchmark/suite/suite';
import { MODEL_FORMATS } from '../kernels/format';
import { descriptions, type Described, type Row } from '../options/described';
import { decimal, format, oneOf, onOrOff, wholeNumber } from '../options/values';
import * as value from './option-values';

export interface CommandOption extends Described {
  readonly flag: string;
  /** The heading that it stands under in the help; absent: commander's own. */
  readonly group?: string;
}

const { row, of } = descriptions<CommandOption>();

/** Texts by name, to be read. */
export type OptionTable = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** A table as rows, in their order. */
export const rowsOf = (table: OptionTable): readonly Row<string, CommandOption>[] =>
  Object.entries(table.shape).map(([name, schema]) => ({ ...of(schema), name }));

export const GROUPS = {
  computed: 'What is computed:',
  measured: 'How it is measured:',
  written: 'What is written:',
  adapter: 'On which adapter:',
  energy: 'What a token costs (left out: an estimate, at world prices):',
  output: 'Output:',
} as const;

const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);

const json = (what: string, group?: string) =>
  row(orNull(value.file), {
    flag: '--json <FILE>',
    help: `write ${what} as JSON to a file, or to standard output (-)`,
    ...(group === undefined ? {} : { group }),
  });

const onAdapter = {
  adapter: row(orNull(value.adapter), {
    flag: '--adapter <NAME>',
    help: 'adapter to use: its index or part of its name (see tokamark adapters), or software',
    otherwise: 'the one that WebGPU prefers, the fastest GPU',
    group: GROUPS.adapter,
  }),
  power: row(orNull(value.power), {
    flag: '--power <PREFERENCE>',
    help: 'high-performance or low-power: which GPU of a laptop that has two',
    otherwise: 'high-performance',
    group: GROUPS.adapter,
  }),
};

const powerFile = (group?: string) =>
  row(orNull(value.path), {
    flag: '--power-file <FILE>',
    help: 'JSON file of a power measured outside (see docs/ENERGY.md), or standard input (-)',
    ...(group === undefined ? {} : { group }),
  });

/** What only the command says of a run. */
export const runCommand = z.object({
  profile: row(oneOf('profile', PROFILE_NAMES).default('quick'), {
    flag: '--profile <NAME>',
    help: `list of workloads to measure: ${PROFILE_NAMES.join(', ')}`,
    otherwise: 'quick',
    group: GROUPS.computed,
  }),
  model: row(orNull(value.folder), {
    flag: '--model <FOLDER>',
    help: 'folder of a Llama-architecture model (Hugging Face) to measure instead of synthetic weights',
    group: GROUPS.computed,
  }),
  receipt: row(orNull(z.string()), {
    flag: '--receipt <LINK>',
    help: 'receipt of an earlier result, whose workloads and settings are measured again',
    group: GROUPS.computed,
  }),
  story: row(onOrOff.default(true), {
    flag: '--no-story',
    help: 'do not let Fable write a text in each format at the end',
    group: GROUPS.measured,
  }),
  ...onAdapter,
  powerFile: powerFile(GROUPS.energy),
  json: json('the result', GROUPS.output),
  markdown: row(orNull(value.file), {
    flag: '--markdown <FILE>',
    help: 'write the result as Markdown to a file, or to standard output (-)',
    group: GROUPS.output,
  }),
  csv: row(orNull(value.file), {
    flag: '--csv <FILE>',
    help: 'write one row per repetition as CSV to a file, or to standard output (-)',
    group: GROUPS.output,
  }),
  history: row(onOrOff.default(true), {
    flag: '--no-history',
    help: 'do not keep the result among the runs of this machine',
    group: GROUPS.output,
  }),
});

export const generateCommand = z.object({
  model: row(orNull(value.folder), {
    flag: '--model <FOLDER>',
    help: 'folder of a Llama-architecture model (Hugging Face) that writes',
    otherwise: 'Fable, which comes with Tokamark',
    group: GROUPS.written,
  }),
  format: row(format.default('int4'), {
    flag: '--format <NAME>',
    help: `weight format: ${MODEL_FORMATS.join(', ')}`,
    otherwise: 'int4',
    group: GROUPS.written,
  }),
  prompt: row(value.filled(': the model goes on from it').default('Once upon a time'), {
    flag: '--prompt <TEXT>',
    help: 'text that the model continues',
    otherwise: '"Once upon a time"',
    group: GROUPS.written,
  }),
  tokens: row(wholeNumber(1).default(128), {
    flag: '--tokens <N>',
    help: 'most tokens to write',
    otherwise: '128',
    group: GROUPS.written,
  }),
  temperature: row(value.temperature.default(0), {
    flag: '--temperature <T>',
    help: 'temperature of sampling; 0 takes the most likely token each time',
    otherwise: '0; Fable reads best at 0.6 to 0.8',
    group: GROUPS.written,
  }),
  seed: row(wholeNumber(0).default(1), {
    flag: '--seed <N>',
    help: 'seed of sampling: the same one gives the same text on one adapter',
    otherwise: '1',
    group: GROUPS.written,
  }),
  bos: row(onOrOff.default(true), {
    flag: '--no-bos',
    help: 'do not put the token that begins a text (BOS) before the prompt',
    group: GROUPS.written,
  }),
  ignoreEndOfText: row(onOrOff.default(false), {
    flag: '--ignore-eos',
    help: 'go on writing after the token that ends a text (EOS)',
    group: GROUPS.written,
  }),
  ...onAdapter,
  json: json('token ids and text', GROUPS.output),
});

export const checkCommand = z.object({
  ...onAdapter,
  dumpWgsl: row(orNull(value.folder), {
    flag: '--dump-wgsl <FOLDER>',
    help: 'write the shaders that run on this device into an empty or new folder',
    group: GROUPS.output,
  }),
});

export const adaptersCommand = z.object({ json: json('the list') });

/** Of compare, spread and history. */
export const jsonOnly = z.object({ json: json('what is shown') });

export const serveCommand = z.object({
  port: row(wholeNumber(0, 65_535).default(4173), {
    flag: '--port <N>',
    help: 'port to listen on',
    otherwise: '4173, or the next free one',
  }),
  host: row(value.filled('').default('127.0.0.1'), {
    flag: '--host <NAME>',
    help: 'address to listen on',
    otherwise: '127.0.0.1: this machine only',
  }),
});

export const deviceCommand = z.object({
  renderer: row(z.string().default(''), {
    flag: '--renderer <STRING>',
    help: 'name that a browser or driver gives: UNMASKED_RENDERER_WEBGL, or an adapter',
  }),
  name: row(z.string().default(''), {
    flag: '--name <NAME>',
    help: 'name of the GPU as you know it, or its line of lspci',
  }),
  vendor: row(z.string().default(''), {
    flag: '--vendor <NAME>',
    help: "vendor that WebGPU names (adapter.info.vendor), such as 'nvidia'",
  }),
  architecture: row(z.string().default(''), {
    flag: '--architecture <NAME>',
    help: "architecture that WebGPU names (adapter.info.architecture), such as 'ampere'",
  }),
  json: json('what was found'),
});

/** What both `energy` and `costs` take of the work. */
const bytesPerToken = row(orNull(decimal), {
  flag: '--bytes-per-token <B>',
  help: 'bytes that a token of decode reads: weights with their scales, and the KV cache',
});

export const energyCommand = z.object({
  tokensPerSecond: row(orNull(decimal), {
    flag: '--tokens-per-second <R>',
    help: 'measured speed, in tokens per second (required without --check-model)',
  }),
  bytesPerToken,
  phase: row(oneOf('phase', ['decode', 'prefill']).default('decode'), {
    flag: '--phase <NAME>',
    help: 'phase whose speed is given: decode or prefill',
    otherwise: 'decode',
  }),
  busy: row(decimal.default(1), {
    flag: '--busy <SHARE>',
    help: 'share of the time in which the GPU works during prefill, 0 to 1',
    otherwise: '1',
  }),
  prefillTokensPerSecond: row(orNull(decimal), {
    flag: '--prefill-tokens-per-second <R>',
    help: 'speed of prefill that reads the prompt of the answer, in tokens per second',
  }),
  checkModel: row(onOrOff.default(false), {
    flag: '--check-model',
    help: 'compare the power model with published measurements, and calculate nothing else',
  }),
  powerFile: powerFile(),
  json: json('the figures'),
});

export const costsCommand = z.object({
  tokensPerSecond: row(decimal, {
    flag: '--tokens-per-second <R>',
    help: 'measured speed of decode, in tokens per second (required)',
  }),
  bytesPerToken,
  flopsPerSecond: row(orNull(decimal), {
    flag: '--flops <F>',
    help: 'FLOP/s of the machine, as measured in FP16',
    otherwise: "the catalogue's peak",
  }),
  years: row(value.decimals.default([3, 4, 5]), {
    flag: '--years <LIST>',
    help: 'years over which rent is compared with owning, separated by commas',
    otherwise: '3,4,5',
  }),
  hourlyBasis: row(oneOf('basis', HOURLY_BASES).default('rental3yr'), {
    flag: '--datacentre <BASIS>',
    help: "price of a data centre's hour: rental3yr (rented for 3 years), hyperscalerOwn or neocloudOwn (own cost)",
    otherwise: 'rental3yr',
  }),
  prices: row(value.pricesById.default({}), {
    flag: '--prices <LIST>',
    help: 'prices of reference machines, in --currency, such as apple-m4=600,rtx-5090=2500',
  }),
  space: row(decimal.default(0), {
    flag: '--space <P>',
    help: 'rent of the room for the machine per month, in --currency',
    otherwise: '0',
  }),
  trainingUtilisation: row(orNull(decimal), {
    flag: '--training-utilisation <SHARE>',
    help: 'share of its FLOP/s that the machine reaches in training, 0 to 1',
    otherwise: 'as published',
  }),
  text: row(orNull(value.path), {
    flag: '--text <FILE>',
    help: 'text whose thousand words are priced, or standard input (-)',
  }),
  tokenizers: row(
    z
      .string()
      .default('')
      .transform((list) => list.split(',').filter((one) => one !== '')),
    {
      flag: '--tokenizers <FILES>',
      help: "tokenizer.json files that count the text beside Fable's, separated by commas",
    },
  ),
  powerFile: powerFile(),
  json: json('the figures'),
});

/**
 * The options of each command, each in one row: the schema that reads its text, its flag and its help. Those of a run are in
 * options/run-options.ts, those of a token's energy in energy/fields.ts. How commander gets them is in commander-setup.ts.
 */
import { z } from 'zod';
import { HOURLY_BASES } from '../costs';
import { PROFILE_NAMES } from '../benchmark/suite/suite';
import { MODEL_FORMATS } from '../kernels/recipe';
import { decimal, format, formats, oneOf, onOrOff, wholeNumber } from '../options/values';
import { GROUPS, orNull, under } from './option-rows';
import * as value from './option-values';
import { rivals } from './rivals-options';

export { GROUPS, rowsOf, type CommandOption, type OptionTable } from './option-rows';

const plain = under();
const computed = under(GROUPS.computed);
const measured = under(GROUPS.measured);
const written = under(GROUPS.written);
const adapter = under(GROUPS.adapter);
const output = under(GROUPS.output);

/** No published model reads more. */
const MOST_CONTEXT = 2 ** 20;

const json = (what: string, group?: string) =>
  under(group)(orNull(value.file), '--json <FILE>', `write ${what} as JSON to a file, or to standard output (-)`);

const onAdapter = {
  adapter: adapter(
    orNull(value.adapter),
    '--adapter <NAME>',
    'adapter to use: its index or part of its name (see tokamark adapters), or software',
    'the one that WebGPU prefers, the fastest GPU',
  ),
  gpu: adapter(
    orNull(value.powerPreference),
    '--gpu <PREFERENCE>',
    'high-performance or low-power: which GPU of a laptop that has two',
    'high-performance',
  ),
};

const powerFile = (group?: string) =>
  under(group)(
    orNull(value.path),
    '--power-file <FILE>',
    'JSON file of a power measured outside (see docs/ENERGY.md), or standard input (-)',
  );

/** What only the command says of a run. */
export const runCommand = z.object({
  profile: computed(
    oneOf('profile', PROFILE_NAMES).default('quick'),
    '--profile <NAME>',
    `list of workloads to measure: ${PROFILE_NAMES.join(', ')}`,
    'quick',
  ),
  model: computed(
    orNull(value.folder),
    '--model <FOLDER>',
    'folder of a Llama-architecture model (Hugging Face) to measure instead of synthetic weights',
  ),
  receipt: computed(
    orNull(z.string()),
    '--receipt <LINK>',
    'receipt of an earlier result, whose workloads and settings are measured again',
  ),
  power: measured(
    oneOf('setting', ['auto', 'off']).default('off'),
    '--power <WHICH>',
    'auto reads the power of the GPU, or of a processor that does its work, while the run times, where this machine has an instrument',
    'off: what a token costs is an estimate',
  ),
  story: measured(onOrOff.default(true), '--no-story', 'do not let Fable write a text in each format at the end'),
  browser: adapter(
    orNull(value.filled(': a path or a name')),
    '--browser <PATH>',
    'measure in that browser, headless: its program, or chromium, firefox or safari; its GPU is chosen by --gpu',
    'under Node, through Dawn',
  ),
  browserArgs: adapter(value.words.default([]), '--browser-args <TEXT>', 'what else the browser is started with'),
  ...rivals,
  ...onAdapter,
  powerFile: powerFile(GROUPS.energy),
  json: json('the result', GROUPS.output),
  markdown: output(
    orNull(value.file),
    '--markdown <FILE>',
    'write the whole result as Markdown to a file, or to standard output (-)',
  ),
  table: output(
    orNull(value.file),
    '--table <FILE>',
    'write a short Markdown table, for an issue or a chat, to a file, or to standard output (-)',
  ),
  csv: output(
    orNull(value.file),
    '--csv <FILE>',
    'write one row per repetition as CSV to a file, or to standard output (-)',
  ),
  svg: output(
    orNull(value.file),
    '--svg <FILE>',
    'draw the speeds into an SVG file, or to standard output (-); a FOLDER/ gets every picture of the result',
  ),
  machine: output(
    orNull(value.machine),
    '--machine <NAME>',
    'your name for this machine, kept with the run here and written to no document: tokamark compare --machine NAME compares its browsers and builds',
  ),
  history: output(
    onOrOff.default(true),
    '--no-history',
    'do not keep the result among the runs of this machine, nor the figures of a run that is killed',
  ),
});

export const generateCommand = z.object({
  model: written(
    orNull(value.folder),
    '--model <FOLDER>',
    'folder of a Llama-architecture model (Hugging Face) that writes',
    'Fable, which comes with Tokamark',
  ),
  format: written(format.default('int4'), '--format <NAME>', `weight format: ${MODEL_FORMATS.join(', ')}`, 'int4'),
  prompt: written(
    value.filled(': the model goes on from it').default('Once upon a time'),
    '--prompt <TEXT>',
    'text that the model continues',
    '"Once upon a time"',
  ),
  tokens: written(wholeNumber(1).default(128), '--tokens <N>', 'most tokens to write', '128'),
  temperature: written(
    value.temperature.default(0),
    '--temperature <T>',
    'temperature of sampling; 0 takes the most likely token each time',
    '0; Fable reads best at 0.6 to 0.8',
  ),
  seed: written(
    wholeNumber(0).default(1),
    '--seed <N>',
    'seed of sampling: the same one gives the same text on one adapter',
    '1',
  ),
  bos: written(onOrOff.default(true), '--no-bos', 'do not put the token that begins a text (BOS) before the prompt'),
  ignoreEndOfText: written(
    onOrOff.default(false),
    '--ignore-eos',
    'go on writing after the token that ends a text (EOS)',
  ),
  ...onAdapter,
  json: json('token ids and text', GROUPS.output),
});

export const checkCommand = z.object({
  ...onAdapter,
  dumpWgsl: output(
    orNull(value.folder),
    '--dump-wgsl <FOLDER>',
    'write the shaders that run on this device into an empty or new folder',
  ),
});

export const modelsCommand = z.object({
  result: plain(
    orNull(value.path),
    '--result <FILE>',
    'result of a run to predict from, as JSON, or standard input (-)',
    'the newest kept run of this machine',
  ),
  formats: plain(
    formats.default(['fp16', 'int8', 'int4']),
    '--formats <LIST>',
    `weight formats to predict, separated by commas: ${MODEL_FORMATS.join(', ')}`,
    'fp16,int8,int4',
  ),
  context: plain(
    wholeNumber(1, MOST_CONTEXT).default(2048),
    '--context <N>',
    'positions that a token of decode sees, and that the cache holds',
    '2048',
  ),
  promptTokens: plain(
    wholeNumber(1, MOST_CONTEXT).default(512),
    '--prompt <N>',
    'tokens of the prompt before the first token',
    '512',
  ),
  memory: plain(
    orNull(value.gibibytes),
    '--memory <GIB>',
    'memory of the GPU in GiB, as you know it: WebGPU does not tell',
  ),
  allocate: plain(
    onOrOff.default(false),
    '--allocate',
    'find out how much memory the GPU gives: take it in small steps until it refuses, then free it',
  ),
  most: plain(value.gibibytes.default(4), '--most <GIB>', 'most memory that --allocate takes, in GiB', '4'),
  ...onAdapter,
  json: json('the table', GROUPS.output),
});

export const adaptersCommand = z.object({ json: json('the list') });

export const compareCommand = z.object({
  machine: plain(
    orNull(value.machine),
    '--machine <NAME>',
    'compare the kept runs that bear this name, and the given ones with them: each browser and build of one machine',
  ),
  json: json('what is shown'),
});

/** Of spread and history. */
export const jsonOnly = z.object({ json: json('what is shown') });

export const serveCommand = z.object({
  port: plain(wholeNumber(0, 65_535).default(4173), '--port <N>', 'port to listen on', '4173, or the next free one'),
  host: plain(
    value.filled('').default('127.0.0.1'),
    '--host <NAME>',
    'address to listen on',
    '127.0.0.1: this machine only',
  ),
});

export const deviceCommand = z.object({
  renderer: plain(
    z.string().default(''),
    '--renderer <STRING>',
    'name that a browser or driver gives: UNMASKED_RENDERER_WEBGL, or an adapter',
  ),
  name: plain(z.string().default(''), '--name <NAME>', 'name of the GPU as you know it, or its line of lspci'),
  vendor: plain(
    z.string().default(''),
    '--vendor <NAME>',
    "vendor that WebGPU names (adapter.info.vendor), such as 'nvidia'",
  ),
  architecture: plain(
    z.string().default(''),
    '--architecture <NAME>',
    "architecture that WebGPU names (adapter.info.architecture), such as 'ampere'",
  ),
  json: json('what was found'),
});

/** What both `energy` and `costs` take of the work. */
const bytesPerToken = plain(
  orNull(decimal),
  '--bytes-per-token <B>',
  'bytes that a token of decode reads: weights with their scales, and the KV cache',
);

export const energyCommand = z.object({
  tokensPerSecond: plain(
    orNull(decimal),
    '--tokens-per-second <R>',
    'measured speed, in tokens per second (required without --check-model)',
  ),
  bytesPerToken,
  phase: plain(
    oneOf('phase', ['decode', 'prefill']).default('decode'),
    '--phase <NAME>',
    'phase whose speed is given: decode or prefill',
    'decode',
  ),
  busy: plain(
    decimal.default(1),
    '--busy <SHARE>',
    'share of the time in which the GPU works during prefill, 0 to 1',
    '1',
  ),
  prefillTokensPerSecond: plain(
    orNull(decimal),
    '--prefill-tokens-per-second <R>',
    'speed of prefill that reads the prompt of the answer, in tokens per second',
  ),
  checkModel: plain(
    onOrOff.default(false),
    '--check-model',
    'compare the power model with published measurements, and calculate nothing else',
  ),
  powerFile: powerFile(),
  json: json('the figures'),
});

const budget = under(GROUPS.budget);

export const costCommand = z.object({
  gpu: plain(
    value.filled(''),
    '--gpu <NAME>',
    'GPU that need not be here: its name, or a part of it such as 4090 (required)',
  ),
  model: plain(
    z.string().default('Llama-3.2-1B'),
    '--model <NAME>',
    'published model, by its name (see tokamark models)',
    'Llama-3.2-1B',
  ),
  format: plain(format.default('int4'), '--format <NAME>', 'format of the weights', 'int4'),
  batch: plain(wholeNumber(1, 256).default(1), '--batch <N>', 'sequences at once', '1'),
  money: budget(orNull(decimal), '--budget <P>', 'money for a month, in --currency'),
  kilowattHours: budget(orNull(decimal), '--budget-kwh <N>', 'kilowatt-hours for a month'),
  mostWatts: budget(orNull(decimal), '--budget-watts <W>', 'most watts while it works'),
  tokenMs: budget(decimal.default(200), '--token-ms <MS>', 'longest time between two tokens of an answer', '200'),
  hourly: plain(orNull(value.path), '--hourly <FILE>', 'file of 24 prices of a kilowatt-hour, or standard input (-)'),
  jobHours: plain(decimal.default(2), '--job-hours <H>', 'length of a job, for its cheapest hours', '2'),
  json: json('the figures'),
});

export const costsCommand = z.object({
  tokensPerSecond: plain(
    decimal,
    '--tokens-per-second <R>',
    'measured speed of decode, in tokens per second (required)',
  ),
  bytesPerToken,
  flopsPerSecond: plain(
    orNull(decimal),
    '--flops <F>',
    'FLOP/s of the machine, as measured in FP16',
    "the catalogue's peak",
  ),
  years: plain(
    value.decimals.default([3, 4, 5]),
    '--years <LIST>',
    'years over which rent is compared with owning, separated by commas',
    '3,4,5',
  ),
  hourlyBasis: plain(
    oneOf('basis', HOURLY_BASES).default('rental3yr'),
    '--datacentre <BASIS>',
    "price of a data centre's hour: rental3yr (rented for 3 years), hyperscalerOwn or neocloudOwn (own cost)",
    'rental3yr',
  ),
  prices: plain(
    value.pricesById.default({}),
    '--prices <LIST>',
    'prices of reference machines, in --currency, such as apple-m4=600,rtx-5090=2500',
  ),
  space: plain(decimal.default(0), '--space <P>', 'rent of the room for the machine per month, in --currency', '0'),
  trainingUtilisation: plain(
    orNull(decimal),
    '--training-utilisation <SHARE>',
    'share of its FLOP/s that the machine reaches in training, 0 to 1',
    'as published',
  ),
  text: plain(orNull(value.path), '--text <FILE>', 'text whose thousand words are priced, or standard input (-)'),
  tokenizers: plain(
    z
      .string()
      .default('')
      .transform((list) => list.split(',').filter((one) => one !== '')),
    '--tokenizers <FILES>',
    "tokenizer.json files that count the text besides Fable's, separated by commas",
  ),
  powerFile: powerFile(),
  json: json('the figures'),
});

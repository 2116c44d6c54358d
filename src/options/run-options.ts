/**
 * The options of a run, each in one row: the schema that reads its text, its flag and help, its text where nobody gives one, and its
 * control in the form. Command, form, receipt and validation are drawn from this table. What the options mean together is in
 * settings.ts.
 */
import { z } from 'zod';
import { DELIVERIES, HEADLINE, LONG_CONTEXT, type Profile } from '../benchmark/suite/suite';
import { FEWEST_WINDOWS } from '../benchmark/fidelity/fidelity';
import { deliveryOf, MOST_BATCH, type Phase } from '../benchmark/workload';
import { MODEL_FORMATS } from '../kernels/recipe';
import { SHAPES } from '../model/shapes';
import { descriptions, type Described, type Row } from './described';
import {
  formats,
  formatsOrNone,
  NONE,
  OFF,
  ON,
  oneOf,
  onOrOff,
  secondsOrNone,
  someOf,
  wholeNumber,
  wholeNumbers,
} from './values';

export type Control =
  | { readonly kind: 'select'; readonly label: string; readonly choices: readonly string[] }
  /** A box for each, and a sentence below them. */
  | { readonly kind: 'boxes'; readonly label: string; readonly choices: readonly string[]; readonly hint: string }
  /** `empty`: the text that an empty field stands for; absent: it must hold a number. */
  | {
      readonly kind: 'number';
      readonly label: string;
      readonly least: number;
      readonly most: number;
      readonly empty?: string;
    }
  /** A box, and the texts that it stands for with and without its tick. */
  | { readonly kind: 'tick'; readonly label: string; readonly on: string; readonly off: string };

export interface RunOption extends Described {
  readonly flag: string;
  /** What is computed, or how it is measured. */
  readonly group: 'computed' | 'measured';
  /** Its text where nobody gives another: the profile's, or the same for all. */
  readonly initial: string | ((profile: Profile) => string);
  /** It chooses a workload by hand, which has no time budget unless one is given. */
  readonly byHand?: true;
  readonly control: Control;
}

const { row, of } = descriptions<RunOption>();

const SHAPE_NAMES = SHAPES.map(({ name }) => name);

/** Of the tests that the boxes ask for: tokens of context, and sequences at once. */
const DEEP = `0,${LONG_CONTEXT}`;
const BATCHES = '1,2,4,8,16';

const tokensOf = ({ tests }: Profile, phase: Phase): string =>
  String(tests.find((test) => test.phase === phase)?.tokens ?? 1);

const listOf = (values: readonly (number | string)[]): string => [...new Set(values)].join(',');

/** A switch that is on unless its flag, `--no-…`, turns it off. */
const tickOf = (label: string): Control => ({ kind: 'tick', label, on: ON, off: OFF });

export const runOptions = z.object({
  shape: row(oneOf('shape', SHAPE_NAMES), {
    ...{ flag: '--shape <NAME>', group: 'computed', byHand: true },
    help: `model whose shape is run, with synthetic weights: ${SHAPE_NAMES.join(', ')}`,
    otherwise: `${HEADLINE.shape}, the headline shape`,
    initial: ({ shape }) => shape,
    control: { kind: 'select', label: 'Model shape', choices: SHAPE_NAMES },
  }),
  formats: row(formats, {
    ...{ flag: '--formats <LIST>', group: 'computed' },
    help: `weight formats to measure, separated by commas: ${MODEL_FORMATS.join(', ')}`,
    otherwise: "the profile's",
    initial: (profile) => profile.formats.join(','),
    control: {
      ...{ kind: 'boxes', label: 'Formats', choices: MODEL_FORMATS },
      hint: 'FP4 (MXFP4, NVFP4) is how weights are stored: WebGPU multiplies them in f32. W4A8 is INT4 with activations rounded to INT8 for integer dot products, which is another arithmetic.',
    },
  }),
  prompt: row(wholeNumber(1), {
    ...{ flag: '--prompt <N>', group: 'computed', byHand: true },
    help: 'tokens of the prompt that prefill reads',
    otherwise: "512, llama-bench's pp512",
    initial: (profile) => tokensOf(profile, 'prefill'),
    control: { kind: 'number', label: 'Prompt tokens', least: 1, most: 8192 },
  }),
  generate: row(wholeNumber(1), {
    ...{ flag: '--generate <N>', group: 'computed', byHand: true },
    help: 'tokens that decode generates',
    otherwise: '64: long enough to time, short enough to wait for',
    initial: (profile) => tokensOf(profile, 'decode'),
    control: { kind: 'number', label: 'Generated tokens', least: 1, most: 8192 },
  }),
  depth: row(wholeNumbers(0), {
    ...{ flag: '--depth <LIST>', group: 'computed', byHand: true },
    help: 'tokens of context before each test; a list such as 0,2048 runs every test at each depth',
    otherwise: "the profile's",
    initial: ({ tests }) => listOf(tests.map(({ depth }) => depth)),
    control: {
      kind: 'tick',
      label: `Again after ${LONG_CONTEXT.toLocaleString('en')} tokens of context`,
      on: DEEP,
      off: '0',
    },
  }),
  batch: row(wholeNumbers(1, MOST_BATCH), {
    ...{ flag: '--batch <LIST>', group: 'computed', byHand: true },
    help: 'sequences at once; a list such as 1,4,16 runs every test with each number of them',
    otherwise: '1: one sequence alone',
    initial: ({ tests }) => listOf(tests.map(({ batch }) => batch)),
    control: { kind: 'tick', label: 'Also 2, 4, 8 and 16 sequences at once', on: BATCHES, off: '1' },
  }),
  delivery: row(someOf('delivery', DELIVERIES), {
    ...{ flag: '--delivery <LIST>', group: 'computed', byHand: true },
    help: 'how decode gives its tokens: streamed reads each back as it comes, as a chat does; batched reads them at the end',
    otherwise: 'both: streamed is the headline, batched the throughput beside it',
    initial: ({ tests }) => listOf(tests.flatMap((test) => (test.phase === 'decode' ? [deliveryOf(test)] : []))),
    control: {
      kind: 'tick',
      label: 'Also decode that shows no token before the last: throughput',
      on: DELIVERIES.join(','),
      off: 'streamed',
    },
  }),
  line: row(formatsOrNone, {
    ...{ flag: '--line <LIST>', group: 'computed' },
    help: 'weight formats in which two smaller models are measured too, to tell what a token costs however small the model; none leaves them out',
    otherwise: "the profile's: int4, or fp16,int4",
    initial: ({ line }) => listOf(line),
    control: { kind: 'select', label: 'Two smaller models beside it, in', choices: ['int4', 'fp16,int4', NONE] },
  }),
  sustain: row(secondsOrNone, {
    ...{ flag: '--sustain <SECONDS>', group: 'computed' },
    help: 'seconds of decode at the end of the run, to show speed over time; none leaves it out',
    otherwise: "the profile's",
    initial: ({ sustained }) => (sustained === null ? NONE : String(sustained.seconds)),
    control: { kind: 'number', label: 'Sustained decode, seconds', least: 1, most: 3600, empty: NONE },
  }),
  repetitions: row(wholeNumber(1, 10_000), {
    ...{ flag: '--repetitions <N>', group: 'measured', byHand: true },
    help: 'how often each test is timed; fewer than 5 give no sound interval',
    otherwise: "the profile's, 10 or 5",
    initial: (profile) => String(profile.repetitions),
    control: { kind: 'number', label: 'Repetitions', least: 5, most: 100 },
  }),
  budget: row(secondsOrNone, {
    ...{ flag: '--budget <SECONDS>', group: 'measured' },
    help: 'most time for the whole run, to which the workload shrinks; none sets no limit',
    otherwise: "the profile's, or none for a workload chosen by hand",
    initial: (profile) => String(profile.budget),
    control: { kind: 'number', label: 'Time budget, seconds', least: 5, most: 3600, empty: NONE },
  }),
  windows: row(wholeNumber(0, 32), {
    ...{ flag: '--fidelity-windows <N>', group: 'measured' },
    help: `windows of 512 tokens, at most 32, on which fidelity is measured; fewer than ${FEWEST_WINDOWS} only check the kernels`,
    otherwise: "the profile's: 0 in quick and sustained, 8 in standard",
    initial: ({ fidelityWindows }) => String(fidelityWindows),
    control: { kind: 'number', label: 'Windows of text for fidelity, of 512 tokens', least: 0, most: 32 },
  }),
  seed: row(wholeNumber(0, 2 ** 32 - 1), {
    ...{ flag: '--seed <N>', group: 'measured' },
    help: 'seed of the story and of the order of repetitions',
    otherwise: '1',
    initial: (profile) => String(profile.seed),
    control: { kind: 'number', label: 'Seed', least: 0, most: 2 ** 32 - 1 },
  }),
  fidelity: row(onOrOff, {
    ...{ flag: '--no-fidelity', group: 'measured' },
    help: 'do not measure how far each format is from FP16 on a text that Fable has not seen',
    initial: ON,
    control: tickOf('Measure what each format costs in fidelity'),
  }),
  roofs: row(onOrOff, {
    ...{ flag: '--no-roofs', group: 'measured' },
    help: 'do not measure the most that the device can do (bandwidth, arithmetic, dispatches)',
    initial: ON,
    control: tickOf('Measure the most that the device can do'),
  }),
  waterfalls: row(onOrOff, {
    ...{ flag: '--no-waterfall', group: 'measured' },
    help: 'do not time the parts of a token after the measurement',
    initial: ON,
    control: tickOf('See where a token’s time goes'),
  }),
  tune: row(onOrOff, {
    ...{ flag: '--no-tune', group: 'measured' },
    help: 'run the default kernels without looking for faster ones',
    initial: ON,
    control: tickOf('Tune kernels for this device'),
  }),
  retune: row(onOrOff, {
    ...{ flag: '--retune', group: 'measured' },
    help: 'forget which kernels were found faster or harmful on this adapter, and tune again',
    initial: OFF,
    control: tickOf('Forget what was tuned before'),
  }),
});

export type RunChoice = z.output<typeof runOptions>;
export type RunOptionName = keyof RunChoice;
export type RunOptionTexts = Readonly<Record<RunOptionName, string>>;

export const RUN_OPTIONS: readonly Row<RunOptionName, RunOption>[] = runOptions
  .keyof()
  .options.map((name) => ({ ...of(runOptions.shape[name]), name }));

/**
 * The options that a run's settings have under their own names; a receipt holds each of them. The others mean something only
 * together (settings.ts), and have no place there.
 */
export const ownOptions = runOptions.omit({
  shape: true,
  formats: true,
  prompt: true,
  generate: true,
  depth: true,
  batch: true,
  delivery: true,
  sustain: true,
  budget: true,
  fidelity: true,
  windows: true,
  tune: true,
  retune: true,
});

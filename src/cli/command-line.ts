/** Reads the command line into an Invocation, or refuses it with a typed error. Runs nothing. */
import { resolve } from 'node:path';
import { CommanderError, type Command } from 'commander';
import { z } from 'zod';
import { PROFILES, testsAt } from '../benchmark/suite/suite';
import { TokamarkError } from '../foundation/errors';
import { seconds } from '../foundation/units';
import { parseReceipt } from '../report/receipt/link';
import { assertReplayable, assertSameWeights } from '../report/receipt/replay';
import { replaySettings, type ReplaySettings } from '../report/receipt/request';
import { MOST_BATCH, type Test } from '../benchmark/workload';
import type { AdapterChoice } from './adapter-choice';
import type { Asked } from './as-asked';
import { COMMANDS, createProgram, HEADLINE_SHAPE, type Collected } from './commander-setup';
import { costsSchema, toCosts } from './costs-setup';
import type { Destination } from './destination';
import { deviceSchema, energyFields, energySchema, toDevice, toEnergy, toSettings } from './energy-setup';
import type { HistoryOptions, Invocation, RunOptions } from './invocation';
import { nearest } from './nearest';
import * as value from './option-values';
import { STANDARD_INPUT } from './read-text';

/** Options that choose a workload by hand: with any of them, there is no time budget unless one is given. */
const BY_HAND = ['shape', 'model', 'prompt', 'generate', 'depth', 'batch', 'repetitions'] as const;

/** @throws TokamarkError `option`. */
export function readCommandLine(args: readonly string[], shapes: readonly string[], columns: number): Invocation {
  refuseUnknownCommand(args);
  let printed = '';
  const found: Collected[] = [];
  const program = createProgram(
    shapes,
    columns,
    (text) => (printed += text),
    (collected) => found.push(collected),
  );
  try {
    program.parse([...args], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    // `tokamark help` asks for help too, but commander counts it as a mistake.
    if (thrown.exitCode === 0 || thrown.code === 'commander.help') return { command: 'print', text: printed };
    throw usage(thrown.message.replace(/^error: /, '').replaceAll('\n', ' '), '', helpFor(args));
  }
  const [collected] = found;
  if (collected === undefined) return { command: 'print', text: printed };
  return toInvocation(collected, shapes);
}

/** With a default command, commander would take a mistyped command for an argument of `run`. */
function refuseUnknownCommand([first]: readonly string[]): void {
  if (first === undefined || first.startsWith('-') || first === 'help' || COMMANDS.some((name) => name === first))
    return;
  const meant = nearest(first, COMMANDS);
  throw usage(
    `There is no command "${first}"${meant === null ? '' : ` (did you mean ${meant}?)`}; there are ${COMMANDS.join(', ')}.`,
    '',
    'tokamark --help',
  );
}

function helpFor(args: readonly string[]): string {
  const named = COMMANDS.find((name) => name === args[0]) ?? 'run';
  return `tokamark ${named} --help`;
}

function usage(message: string, where: string, help: string): TokamarkError {
  return new TokamarkError({ code: 'option', message, where, remedy: `See ${help}.` });
}

const adapterOptions = { adapter: value.adapter.optional(), power: value.power.optional() };

const schemas = (shapes: readonly string[]) => ({
  run: z.object({
    shape: value.shapeName(shapes).optional(),
    model: value.folder.optional(),
    profile: value.profile,
    receipt: z.string().optional(),
    formats: value.formats.optional(),
    prompt: value.wholeNumber(1).optional(),
    generate: value.wholeNumber(1).optional(),
    depth: value.wholeNumbers(0).optional(),
    batch: value.wholeNumbers(1, MOST_BATCH).optional(),
    repetitions: value.wholeNumber(1, 10_000).optional(),
    sustain: value.budget.optional(),
    budget: value.budget.optional(),
    story: z.boolean(),
    fidelity: z.boolean(),
    fidelityWindows: value.wholeNumber(1, 32).optional(),
    tune: z.boolean(),
    roofs: z.boolean(),
    waterfall: z.boolean(),
    retune: z.boolean().optional(),
    seed: value.wholeNumber(0).optional(),
    json: value.file.optional(),
    markdown: value.file.optional(),
    ...energyFields,
    csv: value.file.optional(),
    history: z.boolean(),
    ...adapterOptions,
  }),
  generate: z.object({
    model: value.folder.optional(),
    format: value.format,
    prompt: z.string().min(1, 'must not be empty: the model goes on from it'),
    tokens: value.wholeNumber(1),
    temperature: value.temperature,
    seed: value.wholeNumber(0),
    bos: z.boolean(),
    ignoreEos: z.boolean().optional(),
    json: value.file.optional(),
    ...adapterOptions,
  }),
  check: z.object({ dumpWgsl: value.folder.optional(), ...adapterOptions }),
  adapters: z.object({ json: value.file.optional() }),
  serve: z.object({ host: z.string().min(1, 'must not be empty'), port: value.wholeNumber(0, 65_535) }),
});

function toInvocation({ name, command }: Collected, shapes: readonly string[]): Invocation {
  const schema = schemas(shapes);
  const help = `tokamark ${name} --help`;
  switch (name) {
    case 'run':
      return toRun(read(schema.run, command, help), command, help);
    case 'generate': {
      const { adapter, power, model, json, ignoreEos, ...rest } = read(schema.generate, command, help);
      return {
        command: 'generate',
        ...rest,
        ignoreEndOfText: ignoreEos ?? false,
        model: model ?? null,
        json: json ?? null,
        ...onAdapter(adapter, power, help),
      };
    }
    case 'check': {
      const { adapter, power, dumpWgsl = null } = read(schema.check, command, help);
      return { command: 'check', dumpWgsl, ...onAdapter(adapter, power, help) };
    }
    case 'adapters':
      return { command: 'adapters', json: read(schema.adapters, command, help).json ?? null };
    case 'device':
      return toDevice(read(deviceSchema, command, help), (message, option) => {
        throw usage(message, option, help);
      });
    case 'energy':
      return toEnergy(read(energySchema, command, help), (message, option) => {
        throw usage(message, option, help);
      });
    case 'compare':
    case 'spread': {
      if (command.args.length < 2) throw usage('There must be at least two runs.', '', help);
      assertOneInput(command.args, help);
      return { command: name, runs: command.args, json: read(schema.adapters, command, help).json ?? null };
    }
    case 'history':
      return toHistory(command, read(schema.adapters, command, help).json ?? null, help);
    case 'schema':
      return { command: 'schema' };
    case 'costs':
      return toCosts(readCosts(command, help));
    case 'serve':
      return { command: 'serve', ...read(schema.serve, command, help) };
  }
}

function read<T>(schema: z.ZodType<T>, command: Command, help: string): T {
  const parsed = schema.safeParse(command.opts());
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0] ?? '');
  const flag = command.options.find((option) => option.attributeName() === key)?.long ?? `--${key}`;
  throw usage(`${flag} ${issue?.message ?? 'is not valid'}.`, flag, help);
}

function toRun(read: z.infer<ReturnType<typeof schemas>['run']>, command: Command, help: string): RunOptions {
  const { shape, model, budget, tune, retune = false, adapter, power, story, roofs, ...others } = read;
  const { json, markdown, csv, history, receipt: link, fidelity, fidelityWindows, waterfall, ...chosen } = others;
  if (shape !== undefined && model !== undefined) {
    throw usage('--shape and --model exclude each other: a model brings its own shape.', '--shape', help);
  }
  assertApart({ '--json': json, '--markdown': markdown, '--csv': csv }, help);
  if (retune && !tune) throw usage('--retune and --no-tune exclude each other.', '--retune', help);
  const replayed = link === undefined ? null : readReceipt(link, command, help);
  const byHand = BY_HAND.some((name) => command.getOptionValueSource(name) === 'cli');
  return {
    command: 'run',
    ...{ story, roofs, waterfalls: waterfall },
    ...measuredOf(chosen),
    shape: model === undefined ? (shape ?? HEADLINE_SHAPE) : null,
    model: model ?? null,
    fidelity: fidelity ? { windows: fidelityWindows ?? PROFILES[read.profile].fidelityWindows } : null,
    tuning: retune ? 'again' : tune ? 'remembered' : 'off',
    receipt: null,
    budgetSeconds: budget === undefined ? (byHand ? null : PROFILES[read.profile].budget) : budget,
    energy: toSettings(read),
    powerFile: read.powerFile ?? null,
    json: json ?? null,
    markdown: markdown ?? null,
    csv: csv ?? null,
    asked: askedOf(read, measuredOf(chosen), (name) => command.getOptionValueSource(name) === 'cli'),
    history,
    ...replayed,
    ...onAdapter(adapter, power, help),
  };
}

const ACTIONS = ['list', 'show', 'delete'] as const;

/** @throws TokamarkError `option` of another action, or of an id too many or too few */
function toHistory(command: Command, json: Destination | null, help: string): HistoryOptions {
  const [asked = 'list', id = null] = command.args;
  const action = ACTIONS.find((name) => name === asked);
  if (action === undefined) throw usage(`history has no "${asked}"; there are ${ACTIONS.join(', ')}.`, '', help);
  if ((action === 'list') !== (id === null)) {
    throw usage(id === null ? `history ${action} needs the id of a run.` : 'history list takes no id.', '', help);
  }
  return { command: 'history', action, id, json };
}

/** All that a receipt settles by itself. */
const SETTLED = [
  ...BY_HAND,
  'profile',
  'formats',
  'sustain',
  'seed',
  'budget',
  'tune',
  'roofs',
  'fidelity',
  'waterfall',
] as const;

/** @throws TokamarkError `receipt`; `option` beside an option that it settles */
function readReceipt(link: string, command: Command, help: string): ReplaySettings {
  const given = SETTLED.find((name) => name !== 'model' && command.getOptionValueSource(name) === 'cli');
  if (given !== undefined) {
    throw usage(`--receipt and --${given} exclude each other: the receipt says what is measured.`, '--receipt', help);
  }
  const receipt = parseReceipt(link);
  assertReplayable(receipt);
  const { model } = command.opts();
  if ('sha256' in receipt.model && model === undefined) assertSameWeights(receipt, null);
  if ('shape' in receipt.model && model !== undefined) assertSameWeights(receipt, '');
  return replaySettings(receipt);
}

type Chosen = Pick<
  z.infer<ReturnType<typeof schemas>['run']>,
  'profile' | 'formats' | 'prompt' | 'generate' | 'depth' | 'batch' | 'repetitions' | 'sustain' | 'seed'
>;

/** What the profile measures, with what was chosen by hand in its place. */
function measuredOf({ profile, prompt, generate, depth, batch, sustain, ...chosen }: Chosen) {
  const base = PROFILES[profile];
  const byHand = [prompt, generate, depth, batch].some((given) => given !== undefined);
  const depths = depth ?? [...new Set(base.tests.map((test) => test.depth))];
  const formats = chosen.formats ?? base.formats;
  const format = formats.find((name) => name === 'int4') ?? formats[0];
  const long = sustain === undefined ? (base.sustained?.seconds ?? null) : sustain;
  return {
    formats,
    tests: byHand ? testsAt(prompt ?? 512, generate ?? 64, depths, batch) : base.tests,
    repetitions: chosen.repetitions ?? base.repetitions,
    sustained: long === null || format === undefined ? null : { format, seconds: seconds(long) },
    seed: chosen.seed ?? base.seed,
  };
}

function readCosts(command: Command, help: string): z.infer<typeof costsSchema> {
  const costs = read(costsSchema, command, help);
  assertOneInput([costs.text, costs.powerFile], help);
  return costs;
}

/** Standard input is read to its end by the first that asks. @throws TokamarkError `option` */
function assertOneInput(files: readonly (string | undefined)[], help: string): void {
  if (files.filter((file) => file === STANDARD_INPUT).length < 2) return;
  throw usage('Standard input (-) can be read once only; name a file for the others.', '', help);
}

/** Of a receipt nothing is asked beside it, and it has no time budget that could leave something out. */
function askedOf(
  read: z.infer<ReturnType<typeof schemas>['run']>,
  { tests, formats, sustained }: ReturnType<typeof measuredOf>,
  isGiven: (option: string) => boolean,
): Asked {
  const profile = PROFILES[read.profile];
  const wanted = (phase: Test['phase']): boolean =>
    isGiven('depth') || isGiven('batch') || isGiven(phase === 'prefill' ? 'prompt' : 'generate');
  const byHand = isGiven('prompt') || isGiven('generate') || isGiven('depth') || isGiven('batch');
  return {
    shape: read.shape ?? null,
    profile: isGiven('profile') ? { name: read.profile, tests: byHand ? [] : profile.tests, formats } : null,
    tests: tests.filter(({ phase }) => wanted(phase)),
    formats: read.formats ?? [],
    repetitions: read.repetitions ?? null,
    sustained: isGiven('sustain') || isGiven('profile') ? (sustained?.seconds ?? null) : null,
    fidelityWindows: read.fidelity ? (read.fidelityWindows ?? null) : null,
  };
}

/** @throws TokamarkError `option` where two documents would go to one place. */
function assertApart(documents: Readonly<Record<string, Destination | undefined>>, help: string): void {
  const given = Object.entries(documents);
  for (const [index, [option, to]] of given.entries()) {
    for (const [before, other] of given.slice(0, index)) {
      if (to?.kind === 'stdout' && other?.kind === 'stdout') {
        throw usage(
          `${before} - and ${option} - exclude each other: standard output holds one document.`,
          option,
          help,
        );
      }
      if (to?.kind === 'file' && other?.kind === 'file' && resolve(to.path) === resolve(other.path)) {
        throw usage(`${before} and ${option} name the same file.`, option, help);
      }
    }
  }
}

/** A power preference may be given as --power or as the adapter; two different ones contradict each other. */
function onAdapter(adapter: AdapterChoice | undefined, power: RunOptions['power'] | undefined, help: string) {
  const chosen = adapter?.kind === 'preferred' ? adapter.power : power;
  if (chosen !== undefined && power !== undefined && chosen !== power) {
    throw usage('--adapter and --power ask for different power preferences.', '--power', help);
  }
  const preference = chosen ?? 'high-performance';
  return { power: preference, adapter: adapter ?? { kind: 'preferred' as const, power: preference } };
}

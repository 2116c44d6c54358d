/** Reads the command line into an Invocation, or refuses it with a typed error. Runs nothing. */
import { CommanderError } from 'commander';
import { nearest } from '../options/nearest';
import {
  adaptersCommand,
  checkCommand,
  costsCommand,
  deviceCommand,
  energyCommand,
  generateCommand,
  jsonOnly,
  rowsOf,
  serveCommand,
} from './command-options';
import { COMMANDS, createProgram, type Collected } from './commander-setup';
import { ENERGY_OPTIONS } from './energy-options';
import { Given, longOf, usage } from './given';
import type { CostsOptions, DeviceOptions, EnergyOptions, HistoryOptions, Invocation } from './invocation';
import { onAdapter } from './on-adapter';
import { toRun } from './read-run';

/** @throws TokamarkError `option`. */
export function readCommandLine(args: readonly string[], columns: number): Invocation {
  refuseUnknownCommand(args);
  let printed = '';
  const found: Collected[] = [];
  const program = createProgram(
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
  return toInvocation(collected);
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

function toInvocation(collected: Collected): Invocation {
  const { name } = collected;
  const given = new Given(collected);
  switch (name) {
    case 'run':
      return toRun(given);
    case 'generate': {
      const read = given.table(generateCommand);
      return { command: 'generate', ...read, ...onAdapter(read, given) };
    }
    case 'check': {
      const read = given.table(checkCommand);
      return { command: 'check', ...read, ...onAdapter(read, given) };
    }
    case 'adapters':
      return { command: 'adapters', ...given.table(adaptersCommand) };
    case 'device':
      return toDevice(given);
    case 'energy':
      return toEnergy(given);
    case 'costs':
      return toCosts(given);
    case 'compare':
    case 'spread': {
      if (given.args.length < 2) throw given.refusal('There must be at least two runs.', '');
      given.assertOneInput(given.args);
      return { command: name, runs: given.args, ...given.table(jsonOnly) };
    }
    case 'history':
      return toHistory(given);
    case 'schema':
      return { command: 'schema' };
    case 'serve':
      return { command: 'serve', ...given.table(serveCommand) };
  }
}

function toDevice(given: Given): DeviceOptions {
  const { renderer, name, ...clues } = given.table(deviceCommand);
  if (renderer !== '' && name !== '') {
    throw given.refusal('--renderer and --name are both given: one name at a time.', '--name');
  }
  return { command: 'device', ...clues, renderer: renderer === '' ? name : renderer };
}

function toEnergy(given: Given): EnergyOptions {
  const { checkModel, json, powerFile, tokensPerSecond, ...work } = given.table(energyCommand);
  if (checkModel) {
    const rows = [...rowsOf(energyCommand), ...ENERGY_OPTIONS].map(({ flag }) => longOf(flag));
    const other = rows.find((flag) => given.has(flag) && flag !== '--check-model' && flag !== '--json');
    if (other !== undefined) {
      throw given.refusal(
        `--check-model and ${other} exclude each other: the model is compared with measurements of its own.`,
        other,
      );
    }
  } else if (tokensPerSecond === null) {
    throw given.refusal(
      '--tokens-per-second is missing: the energy of a token is power over speed.',
      '--tokens-per-second',
    );
  }
  return {
    command: 'energy',
    work: tokensPerSecond === null ? null : { ...work, tokensPerSecond },
    // The calculator knows no speed of prefill unless it is given.
    settings: given.energySettings({ promptTokens: '0' }),
    powerFile,
    json,
  };
}

function toCosts(given: Given): CostsOptions {
  const { tokensPerSecond, bytesPerToken, flopsPerSecond, powerFile, text, tokenizers, json, ...choice } =
    given.table(costsCommand);
  given.assertOneInput([text, powerFile]);
  return {
    command: 'costs',
    work: { tokensPerSecond, bytesPerToken, flopsPerSecond },
    settings: given.energySettings(),
    ...{ powerFile, choice, text, tokenizers, json },
  };
}

const ACTIONS = ['list', 'show', 'delete'] as const;

/** @throws TokamarkError `option` of another action, or of an id too many or too few */
function toHistory(given: Given): HistoryOptions {
  const [asked = 'list', id = null] = given.args;
  const action = ACTIONS.find((name) => name === asked);
  if (action === undefined) throw given.refusal(`history has no "${asked}"; there are ${ACTIONS.join(', ')}.`, '');
  if ((action === 'list') !== (id === null)) {
    throw given.refusal(id === null ? `history ${action} needs the id of a run.` : 'history list takes no id.', '');
  }
  return { command: 'history', action, id, ...given.table(jsonOnly) };
}

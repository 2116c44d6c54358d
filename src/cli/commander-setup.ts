/** The commands and their options as commander knows them, from the tables. Not what the values mean, nor how they are read. */
import { Command, Option } from 'commander';
import { VERSION } from '../foundation/build';
import { RUN_OPTIONS } from '../options/run-options';
import {
  adaptersCommand,
  checkCommand,
  costsCommand,
  deviceCommand,
  energyCommand,
  generateCommand,
  GROUPS,
  jsonOnly,
  rowsOf,
  runCommand,
  serveCommand,
  type CommandOption,
} from './command-options';
import { ENERGY_OPTIONS, isOfAnswer } from './energy-options';
import { CHECK_HELP, GENERATE_HELP, PROGRAM_HELP, RUN_HELP } from './help';

export const COMMANDS = [
  'run',
  'generate',
  'check',
  'adapters',
  'device',
  'energy',
  'costs',
  'serve',
  'compare',
  'spread',
  'history',
  'schema',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Collected {
  readonly name: CommandName;
  readonly command: Command;
}

/** The calculator knows no speed of prefill unless it is given: an answer has no prompt then. */
const CALCULATED = ENERGY_OPTIONS.map((one) => (one.name === 'promptTokens' ? { ...one, otherwise: '0' } : one));

const OPTIONS: Readonly<Record<CommandName, readonly CommandOption[]>> = {
  run: [
    ...rowsOf(runCommand),
    ...RUN_OPTIONS.map(({ flag, help, otherwise = '', group }) => ({ flag, help, otherwise, group: GROUPS[group] })),
    ...ENERGY_OPTIONS.map((one) => ({ ...one, group: GROUPS.energy })),
  ],
  generate: rowsOf(generateCommand),
  check: rowsOf(checkCommand),
  adapters: rowsOf(adaptersCommand),
  device: rowsOf(deviceCommand),
  energy: [...rowsOf(energyCommand), ...CALCULATED],
  costs: [...rowsOf(costsCommand), ...ENERGY_OPTIONS.filter((one) => !isOfAnswer(one))],
  serve: rowsOf(serveCommand),
  compare: rowsOf(jsonOnly),
  spread: rowsOf(jsonOnly),
  history: rowsOf(jsonOnly),
  schema: [],
};

/** A program that prints through `write`, throws where commander would exit, and calls `found` with what was asked. */
export function createProgram(
  columns: number,
  write: (text: string) => void,
  found: (collected: Collected) => void,
): Command {
  const program = new Command('tokamark');
  program
    .description("How many tokens per second this machine's GPU makes, at FP16 and INT4, on WebGPU.")
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined, getOutHelpWidth: () => columns })
    .addHelpText('after', PROGRAM_HELP);
  const add = (name: CommandName, description: string, isDefault = false): Command => {
    const command = program.command(name, { isDefault });
    command
      .description(description)
      .allowExcessArguments(false)
      .configureHelp({ sortOptions: false })
      .action(() => found({ name, command }));
    // Last, so that it stands in the last group.
    return addOptions(command, OPTIONS[name]).helpOption('-h, --help', 'print this help');
  };
  add('run', 'measure prefill and decode speed (the default)', true).addHelpText('after', RUN_HELP);
  add('generate', 'let a model write a text on the GPU').addHelpText('after', GENERATE_HELP);
  add('check', 'check every kernel, and Fable against its reference, on this adapter').addHelpText('after', CHECK_HELP);
  add('adapters', 'list the adapters that WebGPU finds');
  add('device', 'find the GPU of the catalogue that a name stands for');
  add('energy', 'calculate the energy, money and carbon of a token from a speed');
  add('costs', 'compare the costs of machines: hours, FLOPS, tokens, rent, texts and training');
  add('serve', 'serve the page of this benchmark to a browser on this machine');
  add('compare', 'compare two results, workload by workload')
    .argument('<A>', 'a result as JSON (- is standard input), or the id of a kept run')
    .argument('<B>', 'another result, of this machine or of another one');
  add('spread', 'show how several runs of one receipt differ').argument(
    '<RUN...>',
    'two or more results as JSON (- is standard input), or ids of kept runs',
  );
  add('history', 'list the runs that are kept on this machine; show or delete one')
    .argument('[ACTION]', 'list, show or delete', 'list')
    .argument('[ID]', 'the id of a kept run, or its beginning; delete takes all, too');
  add('schema', 'print the JSON Schema of a result');
  return program;
}

function addOptions(command: Command, rows: readonly CommandOption[]): Command {
  for (const heading of [undefined, ...Object.values(GROUPS)]) {
    const own = rows.filter(({ group }) => group === heading);
    if (heading !== undefined && own.length > 0) command.optionsGroup(heading);
    // Commander would show its own defaults in another form.
    for (const { flag, help, otherwise = '' } of own) {
      command.addOption(new Option(flag, otherwise === '' ? help : `${help} (default: ${otherwise})`));
    }
  }
  return rows.some(({ group }) => group !== undefined) ? command.optionsGroup('Other:') : command;
}

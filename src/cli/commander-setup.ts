/** The commands and their options as commander knows them. */
import { Command, Option } from 'commander';
import { VERSION } from '../foundation/build';
import { GROUPS, type CommandOption } from './command-options';
import { adapters } from './commands/adapters';
import { check } from './commands/check';
import { compare, spread } from './commands/compare';
import { cost } from './commands/cost';
import { costs } from './commands/costs';
import { device } from './commands/device';
import { energy } from './commands/energy';
import { generate } from './commands/generate';
import { history } from './commands/history';
import { key } from './commands/key';
import { models } from './commands/models';
import { run } from './commands/run';
import { schema } from './commands/schema';
import { serve } from './commands/serve';
import { submit } from './commands/submit';
import { Given } from './given';
import { PROGRAM_HELP } from './help';

/** In the order of the help; the first is the default. */
const ALL = [
  run,
  generate,
  check,
  adapters,
  device,
  energy,
  cost,
  costs,
  models,
  serve,
  compare,
  spread,
  history,
  submit,
  key,
  schema,
] as const;

export const COMMANDS = ALL.map(({ name }) => name);

/** A command with its options, which is yet to be carried out. */
export type Invocation = ReturnType<(typeof ALL)[number]['prepare']>;

/** A program that prints through `write`, throws where commander would exit, and calls `found` with what reads the options of the command. */
export function createProgram(
  columns: number,
  write: (text: string) => void,
  found: (prepare: () => Invocation) => void,
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
  for (const { name, description, help = '', args = [], options, prepare } of ALL) {
    const own = program.command(name, { isDefault: name === 'run' });
    own
      .description(description)
      .allowExcessArguments(false)
      .configureHelp({ sortOptions: false })
      .action(() => found(() => prepare(new Given(name, own))));
    for (const [syntax, about, initial] of args) own.argument(syntax, about, initial);
    // Last, so that it stands in the last group.
    addOptions(own, options).helpOption('-h, --help', 'print this help').addHelpText('after', help);
  }
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

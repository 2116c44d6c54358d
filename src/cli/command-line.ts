/** Reads the command line into a command with its options, or refuses it with a typed error. Runs nothing. */
import { CommanderError } from 'commander';
import { nearest } from '../options/nearest';
import { COMMANDS, createProgram, type Invocation } from './commander-setup';
import { EXIT } from './exit-codes';
import { usage } from './given';
import type { CliHost } from './host';

/** @throws TokamarkError `option`. */
export function readCommandLine(args: readonly string[], columns: number) {
  refuseUnknownCommand(args);
  let printed = '';
  const found: (() => Invocation)[] = [];
  const program = createProgram(
    columns,
    (text) => (printed += text),
    (prepare) => found.push(prepare),
  );
  try {
    program.parse([...args], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    // `tokamark help` asks for help too, but commander counts it as a mistake.
    if (thrown.exitCode === 0 || thrown.code === 'commander.help') return print(printed);
    throw usage(thrown.message.replace(/^error: /, '').replaceAll('\n', ' '), '', helpFor(args));
  }
  const [prepare] = found;
  return prepare === undefined ? print(printed) : prepare();
}

/** With a default command, commander would take a mistyped command for an argument of `run`. */
function refuseUnknownCommand([first]: readonly string[]): void {
  if (first === undefined || first.startsWith('-') || first === 'help' || COMMANDS.some((name) => name === first))
    return;
  if (first === 'board') {
    // Not part of tokamark, which has no database and one dependency; whoever looks for them looks here.
    const where = 'in a checkout they are npm run board -- --help';
    throw usage(`A board’s operator has commands of their own: ${where}.`, '', 'tokamark --help');
  }
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

/** Help or a version: text for standard output, and nothing to do. */
const print = (text: string) => ({
  command: 'print' as const,
  options: { text },
  carryOut: ({ streams }: CliHost) => {
    streams.stdout.write(text);
    return Promise.resolve(EXIT.ok);
  },
});

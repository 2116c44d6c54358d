/** An error as the command line shows it: what was wrong, where, what to do now. A stack trace only on request. */
import { asTokamarkError } from '../foundation/errors';
import type { ErrorData } from '../foundation/errors';
import { printable } from '../report/outside-text';
import { exitCodeOf, type ExitCode } from './exit-codes';
import type { Streams } from './streams';

/** `tokamark: message (where)` and the remedy on a line of its own. */
export function errorText({ message, where, remedy }: ErrorData): string {
  const said = where === '' || message.includes(where) ? message : `${message.replace(/\.$/, '')} (${where})`;
  const advice = remedy === '' ? '' : `\n  ${remedy.replaceAll('\n', '\n  ')}`;
  return `tokamark: ${printable(said)}${printable(advice)}\n`;
}

/** Says what went wrong on standard error, and returns the exit code for it. */
export function reportFailure(thrown: unknown, { stderr }: Streams, debug: boolean): ExitCode {
  const error = asTokamarkError(thrown);
  stderr.write(errorText(error));
  if (debug) {
    if (error.details !== '') stderr.write(`${printable(error.details)}\n`);
    for (let at: unknown = error; at instanceof Error; at = at.cause) stderr.write(`${at.stack ?? at.message}\n`);
  }
  if (!debug && error.code === 'internal')
    stderr.write('  With TOKAMARK_DEBUG=1 the same command prints the details.\n');
  return exitCodeOf(error.code);
}

/** An error as the command line shows it: what was wrong, where, what to do now. A stack trace only on request. */
import { asTokamarkError, TokamarkError, type ErrorData } from '../foundation/errors';
import { printable } from '../report/outside-text';
import { exitCodeOf, type ExitCode } from './exit-codes';
import type { Streams } from './streams';
import { systemCode, whyNot } from './system-reasons';

/** `tokamark: message (where)` and the remedy on a line of its own. */
export function errorText({ message, where, remedy }: ErrorData): string {
  const said = where === '' || message.includes(where) ? message : `${message.replace(/\.$/, '')} (${where})`;
  const advice = remedy === '' ? '' : `\n  ${remedy.replaceAll('\n', '\n  ')}`;
  return `tokamark: ${printable(said)}${printable(advice)}\n`;
}

/** What the system refused, of a file, folder or address that no option names, is no bug of this program. */
function systemFailure(thrown: unknown): TokamarkError | null {
  if (!(thrown instanceof Error) || thrown instanceof TokamarkError || !('syscall' in thrown)) return null;
  if (!/^E[A-Z]/.test(systemCode(thrown))) return null;
  const what = 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : String(thrown.syscall);
  return new TokamarkError(
    {
      code: 'internal',
      message: `${what}: ${whyNot(thrown)}.`,
      where: '',
      remedy:
        'Check that it is there, that this user may read and write it, and that its disk has room; then try again.',
    },
    { cause: thrown },
  );
}

/** Says what went wrong on standard error, and returns the exit code for it. */
export function reportFailure(thrown: unknown, { stderr }: Streams, debug: boolean): ExitCode {
  const error = systemFailure(thrown) ?? asTokamarkError(thrown);
  stderr.write(errorText(error));
  if (debug) {
    if (error.details !== '') stderr.write(`${printable(error.details)}\n`);
    for (let at: unknown = error; at instanceof Error; at = at.cause) stderr.write(`${at.stack ?? at.message}\n`);
  }
  if (!debug && error.code === 'internal')
    stderr.write('  With TOKAMARK_DEBUG=1 the same command prints the details.\n');
  return exitCodeOf(error.code);
}

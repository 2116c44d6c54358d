/** A command line of the operator's from its words to what is printed. The database is open only while it runs. */
import { userInfo } from 'node:os';
import { CommanderError } from 'commander';
import { z } from 'zod';
import { asTokamarkError, TokamarkError } from '../../../../src/foundation/errors';
import { printable } from '../../../../src/report/outside-text';
import { readConfig } from '../config';
import { openDatabase } from '../database/open';
import { idsApart } from './device-ids';
import { asText } from './print';
import { createProgram, type Task } from './program';

interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** @returns the exit code */
export async function runOperator(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { out, error }: Streams,
): Promise<number> {
  const tasks: Task[] = [];
  const program = createProgram(out, (task) => tasks.push(task));
  try {
    program.parse(args.length === 0 ? ['--help'] : [...idsApart(args)], { from: 'user' });
    const [task] = tasks;
    if (task === undefined) return 0;
    const { as = userInfo().username, json = false } = optionsSchema.parse(program.opts());
    const answer = task.on === 'files' ? await task.work() : await inDatabase(task, { as, environment });
    out(json ? `${JSON.stringify(answer, null, 2)}\n` : asText(answer));
    return task.on === 'files' && !task.isGood(answer) ? 1 : 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.exitCode === 0 || thrown.code === 'commander.help') return 0;
      error(`board: ${printable(thrown.message.replace(/^error: /, ''))}\n  See: npm run board -- --help\n`);
      return 2;
    }
    const { message, where, remedy, details } = asTokamarkError(thrown);
    const rest = thrown instanceof TokamarkError ? '' : details;
    const about = where === '' || message.includes(where) ? '' : ` (${where})`;
    error(`board: ${printable([`${message}${about}`, remedy, rest].filter(Boolean).join('\n  '))}\n`);
    return 1;
  }
}

const optionsSchema = z.object({ as: z.string().min(1).max(100).optional(), json: z.boolean().optional() });

interface Where {
  readonly as: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

async function inDatabase({ work }: Extract<Task, { on: 'database' }>, { as, environment }: Where): Promise<unknown> {
  const { database: config } = readConfig(environment);
  const database = await openDatabase(config, () => undefined);
  try {
    return await work(database, as);
  } finally {
    await database.close();
  }
}

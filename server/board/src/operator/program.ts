/** The operator's commands and their options as commander knows them. It runs nothing itself: each command becomes a task. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { DEVICE_CLASSES, VENDORS } from '../../../../src/hardware/device-kinds';
import { VERSION } from '../../../../src/foundation/build';
import { plainName } from '../../../../src/report/outside-text';
import { RUN_STATES } from '../contract/answers';
import { makeDump } from '../dumps/dump';
import { buildBoard } from '../static/build';
import { ownGpuSchema } from '../submission/board-catalogue';
import { carryOut, cannot, type Act } from './act';
import { exportAll } from './export';
import { auditRows, listRuns, showRun } from './look';
import { confirmDevice, unnameDevice, warnCohort, withdrawSuite } from './marks';
import { aliasGpu, nameGpu } from './names';
import { restoreAll } from './restore';
import { acceptRun, eraseDevice, eraseRun, rejectRun } from './review';
import { sweep } from '../operations/sweep';
import type { Database } from '../database/open';

/** What a command does. @returns what is printed: as JSON, or as lines (print.ts) */
export type Task = OnDatabase | OnFiles;

interface OnDatabase {
  readonly on: 'database';
  readonly work: (database: Database, actor: string) => Promise<unknown>;
}

interface OnFiles {
  readonly on: 'files';
  readonly work: () => Promise<unknown>;
  /** Whether what it found is what the person hopes for. */
  readonly isGood: (answer: unknown) => boolean;
}

/** Characters of what an operator writes for others. */
const LONGEST = 400;

const text = (value: string): string => {
  const plain = plainName(value, LONGEST);
  if (plain !== '') return plain;
  throw new InvalidArgumentError('It says nothing.');
};

const whole = (value: string): number => {
  const read = z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1)
    .safeParse(value);
  if (read.success) return read.data;
  throw new InvalidArgumentError('It must be a whole number above 0.');
};

const why = () =>
  new Option('--why <text>', 'for the audit, and where it is shown').argParser(text).makeOptionMandatory();
const most = (initial: number) => new Option('--most <n>', 'rows at most').argParser(whole).default(initial);

const whySchema = z.object({ why: z.string() });
const mostSchema = z.object({ most: z.number() });

/** @param tell is told the one task of the command line */
export function createProgram(write: (text: string) => void, tell: (task: Task) => void): Command {
  const program = new Command('board');
  program
    .description('What who runs a board does with it. Each act is one transaction, and is kept in the audit.')
    .version(VERSION, '-V, --version', 'print the version')
    .option('--as <name>', 'who does it, for the audit (default: the name of the user)')
    .option('--json', 'print JSON')
    .addHelpText('after', AFTER)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined });
  const found = (work: OnDatabase['work']): void => tell({ on: 'database', work });
  const act = (of: Act): void => found((database, actor) => carryOut(database, actor, of));

  program
    .command('list')
    .description('runs that wait, the oldest first, with their reasons')
    .addOption(new Option('--state <state...>', 'of which').choices(RUN_STATES).default(['quarantined', 'pending']))
    .addOption(most(50))
    .action((options: unknown) => {
      const { state, most: rows } = listSchema.parse(options);
      found(({ read }) => listRuns(read, state, rows));
    });
  program
    .command('show <run>')
    .description('one run, with what the gates found')
    .action((run: string) => found(({ read }) => showRun(read, run)));
  program
    .command('accept <run>')
    .description('a quarantined, pending or rejected run into its cohorts; practice stays practice')
    .addOption(why())
    .action((run: string, options: unknown) => act(acceptRun(run, whySchema.parse(options).why)));
  program
    .command('reject <run>')
    .description('a run out of its cohorts')
    .addOption(why())
    .action((run: string, options: unknown) => act(rejectRun(run, whySchema.parse(options).why)));
  program
    .command('alias <raw> <gpu>')
    .description('what people call a GPU is that one; runs that waited for it are judged')
    .action((raw: string, gpu: string) => act(aliasGpu(raw, gpu)));
  program
    .command('gpu <id>')
    .description('name a GPU that the catalogue has not')
    .addOption(new Option('--name <name>', 'as it is shown').argParser(text).makeOptionMandatory())
    .addOption(new Option('--kind <kind>', 'what it is in').choices(DEVICE_CLASSES).makeOptionMandatory())
    .addOption(new Option('--vendor <vendor>', 'who makes it').choices(VENDORS).makeOptionMandatory())
    .addOption(new Option('--bandwidth <GB/s>', 'of its memory; without it its runs wait').argParser(Number))
    .addOption(
      new Option('--source <text>', 'where that is known from').argParser(text).default('the operator of this board'),
    )
    .action((id: string, options: unknown) => {
      const read = ownGpuSchema.safeParse({ bandwidth: null, ...z.looseObject({}).parse(options), id });
      if (read.success) return act(nameGpu(read.data));
      const [issue] = read.error.issues;
      throw cannot(
        `This does not describe a GPU: ${issue?.message ?? ''}.`,
        issue?.path.join('.') ?? '',
        'See `gpu --help`.',
      );
    });
  program
    .command('confirm <device>')
    .description('a device whose runs may be shown first')
    .option('--deny', 'it does not count as one, whatever it sends')
    .option('--undo', 'take your word back')
    .action((device: string, options: unknown) => {
      const { deny, undo } = confirmSchema.parse(options);
      act(confirmDevice(device, undo ? null : !deny));
    });
  program
    .command('unname <device>')
    .description('take the name of a machine away; later runs of it bring none')
    .option('--undo', 'they may again')
    .action((device: string, options: unknown) => act(unnameDevice(device, !confirmSchema.parse(options).undo)));
  program
    .command('warn <cohort> [text]')
    .description('a warning at a cohort; without a text it is taken back')
    .action((cohort: string, said: string | undefined) =>
      act(warnCohort(whole(cohort), said === undefined ? null : text(said))),
    );
  program
    .command('withdraw <suite>')
    .description('a suite that is not ranked any more')
    .addOption(why())
    .action((suite: string, options: unknown) => act(withdrawSuite(suite, whySchema.parse(options).why)));
  const erase = program.command('erase').description('all that the board has of a run or a device, for good');
  erase
    .command('run <id>')
    .description('a run with its samples and digests')
    .action((id: string) => act(eraseRun(id)));
  erase
    .command('device <id>')
    .description('a device with all of its runs')
    .action((id: string) => act(eraseDevice(id)));
  program
    .command('audit')
    .description('what was done, the latest first')
    .addOption(most(50))
    .action((options: unknown) => found(({ read }) => auditRows(read, mostSchema.parse(options).most)));
  program
    .command('export <file>')
    .description('all rows into one file, which is as secret as the database')
    .action((file: string) =>
      found(async (database, actor) => {
        const rows = await exportAll(database, file);
        await carryOut(database, actor, { name: 'export', subject: 'all', work: () => Promise.resolve({ rows }) });
        return { rows };
      }),
    );
  program
    .command('restore <file>')
    .description('an export into an empty database')
    .action((file: string) =>
      found(async (database, actor) => {
        const rows = await restoreAll(database, file);
        await carryOut(database, actor, { name: 'restore', subject: 'all', work: () => Promise.resolve({ rows }) });
        return { rows };
      }),
    );
  program
    .command('dump <folder>')
    .description('what the board shows to everybody, as CSV under CC0, as it makes it once a day')
    .action((folder: string) => found((database) => makeDump(database, folder)));
  program
    .command('sweep')
    .description('take away what is old now, as the board does each hour')
    .action(() => found(async (database) => (await sweep(database)) ?? { sweep: 'another instance is at it' }));
  program
    .command('build <folder>')
    .description('a static board from a folder of results, without a database')
    .requiredOption('--out <dir>', 'where it is written')
    .option('--send-to <url>', 'where the page says that results are taken in')
    .option('--strict', 'end with 1 where a file is not accepted or in doubt')
    .action((folder: string, options: unknown) => {
      const { out, sendTo, strict } = buildSchema.parse(options);
      tell({
        on: 'files',
        work: () => buildBoard({ folder, out, sendTo: sendTo === undefined ? null : httpsAddress(sendTo) }),
        isGood: (answer) => !strict || builtSchema.parse(answer).files.every(({ state }) => !BAD.includes(state)),
      });
    });
  return program;
}

const buildSchema = z.object({ out: z.string(), sendTo: z.string().optional(), strict: z.boolean().default(false) });
const builtSchema = z.object({ files: z.array(z.object({ state: z.string() })) });
const BAD = ['rejected', 'quarantined'];

function httpsAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:') return url.href;
  throw cannot('This is no address that begins with https://.', text, 'Name the page where results are taken in.');
}

const confirmSchema = z.object({ deny: z.boolean().default(false), undo: z.boolean().default(false) });
const listSchema = z.object({ state: z.array(z.enum(RUN_STATES)), most: z.number() });

const AFTER = `
All but build work on the database that the board has: DATABASE_URL, or the folder BOARD_FOLDER, which they can have only while the board is stopped.
A device's id may begin with a minus: it is taken as it is. Anything else that does stands behind --, as in: erase device -- ID`;

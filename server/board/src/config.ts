/** What the environment says of this board, read once at the start. What is wrong there ends the start, and says which variable it is. */
import { z } from 'zod';
import { TokamarkError } from '../../../src/foundation/errors';

/** Of the logger, from the most to the least. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const database = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
  .optional();

const environmentSchema = z.object({
  /** A PostgreSQL of one's own; without it the board keeps its rows in BOARD_FOLDER. */
  DATABASE_URL: database,
  /** A replica, which answers what only reads. */
  DATABASE_READ_URL: database,
  BOARD_FOLDER: z.string().default('board-data'),
  BOARD_HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4173),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

export interface Config {
  readonly database:
    | { readonly kind: 'postgres'; readonly url: string; readonly readUrl: string | null }
    | { readonly kind: 'pglite'; readonly folder: string };
  readonly host: string;
  readonly port: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** A variable that is set and empty is not set. @throws TokamarkError `config` that names the variable */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = environmentSchema.safeParse(set);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw wrong(issue?.path.join('.') ?? '', `The board cannot start with this setting: ${issue?.message ?? ''}.`);
  }
  const { DATABASE_URL: url, DATABASE_READ_URL: readUrl = null, ...rest } = read.data;
  if (url === undefined && readUrl !== null) {
    throw wrong('DATABASE_READ_URL', 'A replica is named, and no DATABASE_URL that it is a replica of.');
  }
  return {
    database: url === undefined ? { kind: 'pglite', folder: rest.BOARD_FOLDER } : { kind: 'postgres', url, readUrl },
    host: rest.BOARD_HOST,
    port: rest.PORT,
    logLevel: rest.LOG_LEVEL,
  };
}

const wrong = (where: string, message: string): TokamarkError =>
  new TokamarkError({
    code: 'config',
    message,
    where,
    remedy: `Set ${where} to a value as docs/SERVER.md lists it, or unset it.`,
  });

/** What the environment says of this board, read once at the start. What is wrong there ends the start, and says which variable it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeUtf8 } from '../../../src/foundation/decode-text';
import { TokamarkError } from '../../../src/foundation/errors';
import { contactSchema } from './contract/contact';

/** Characters: fewer could be guessed. */
const SHORTEST_SECRET = 32;

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
  DUMP_FOLDER: z.string().optional(),
  BOARD_HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  /** What challenges and delete tokens are made with; or the name of a file that holds it. */
  BOARD_SECRET: z.string().min(SHORTEST_SECRET, `must have ${SHORTEST_SECRET} characters or more`).optional(),
  BOARD_SECRET_FILE: z.string().optional(),
  /** Where who runs it is reached, which the page shows: mailto: or https:. */
  BOARD_CONTACT: contactSchema.optional(),
  /** 1: whoever connects is one proxy, whose X-Forwarded-For says who asks. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** Of all limits by rate; 0: none, because a proxy has its own. */
  RATE_LIMITS: z.coerce.number().min(0).max(1000).default(1),
});

export interface Config {
  readonly database:
    | { readonly kind: 'postgres'; readonly url: string; readonly readUrl: string | null }
    | { readonly kind: 'pglite'; readonly folder: string };
  readonly host: string;
  readonly port: number;
  /** Nobody has named one: the next free one will do. */
  readonly isPortFree: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Null: the board makes one and keeps it in the database. */
  readonly secret: { readonly text: string } | { readonly file: string } | null;
  /** Null: nobody says. */
  readonly contact: string | null;
  readonly behindProxy: boolean;
  /** Times the limits by rate; 0: no limits. */
  readonly rateFactor: number;
  /** Where the dump of the day lies, which all instances share. */
  readonly dumpFolder: string;
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
  const { BOARD_SECRET: text, BOARD_SECRET_FILE: file } = rest;
  if (text !== undefined && file !== undefined) {
    throw wrong('BOARD_SECRET_FILE', 'A secret is given twice, by itself and as a file.');
  }
  return {
    database: url === undefined ? { kind: 'pglite', folder: rest.BOARD_FOLDER } : { kind: 'postgres', url, readUrl },
    host: rest.BOARD_HOST,
    port: rest.PORT ?? 4173,
    isPortFree: rest.PORT === undefined,
    logLevel: rest.LOG_LEVEL,
    secret: text !== undefined ? { text } : file !== undefined ? { file } : null,
    contact: rest.BOARD_CONTACT ?? null,
    behindProxy: rest.TRUST_PROXY === '1',
    rateFactor: rest.RATE_LIMITS,
    dumpFolder: rest.DUMP_FOLDER ?? join(rest.BOARD_FOLDER, 'dumps'),
  };
}

/** @throws TokamarkError `config` of a file that cannot be read, or holds too little */
export function readSecret(secret: Config['secret']): string | null {
  if (secret === null) return null;
  if ('text' in secret) return secret.text;
  let text: string;
  try {
    text = decodeUtf8(readFileSync(secret.file), secret.file, 'config').trim();
  } catch {
    throw wrong('BOARD_SECRET_FILE', `The file ${secret.file} cannot be read.`);
  }
  if (text.length >= SHORTEST_SECRET) return text;
  throw wrong('BOARD_SECRET_FILE', `The secret in it has fewer than ${SHORTEST_SECRET} characters.`);
}

const wrong = (where: string, message: string): TokamarkError =>
  new TokamarkError({
    code: 'config',
    message,
    where,
    remedy: `Set ${where} to a value as docs/SERVER.md lists it, or unset it.`,
  });

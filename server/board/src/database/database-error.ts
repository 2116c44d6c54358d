/** What a database said, as the board goes on from it. Its own words are for the log alone: they name tables, values and hosts. */

export type DatabaseFailure =
  /** It is not there, or has no connection left: the same request may be sent again. */
  | 'unavailable'
  /** The disk or another of its limits is full. */
  | 'full'
  /** Another transaction was faster; this one has left nothing behind. */
  | 'conflict'
  /** The same key is there already. */
  | 'duplicate'
  /** Anything else is a fault of the board. */
  | 'internal';

/** By PostgreSQL's class of errors, and by what the system says of a connection. */
const BY_CODE: readonly (readonly [RegExp, DatabaseFailure])[] = [
  // It answers in no time, or only reads: it is busy, or another has taken its place.
  [/^(08|57P|53300$|57014$|25006$|25P0[34]$)/, 'unavailable'],
  [/^E(CONN|PIPE|HOST|NET|NOTFOUND|AI_AGAIN|TIMEDOUT)/, 'unavailable'],
  [/^(53100|53200|53400|58030)/, 'full'],
  // 23503: what it refers to was taken away meanwhile.
  [/^(40|55P03|23503)/, 'conflict'],
  [/^23505$/, 'duplicate'],
];

/** What pg says where it has no code: its own pool and its own connections. */
const BY_WORDS =
  /timeout exceeded when trying to connect|driver has already been destroyed|Connection terminated|Client has encountered a connection error|Cannot use a pool after/;

/** Null for what no database has thrown. */
export function failureOf(thrown: unknown): DatabaseFailure | null {
  if (!(thrown instanceof Error)) return null;
  if (BY_WORDS.test(thrown.message)) return 'unavailable';
  const code = codeOf(thrown);
  if (code === null) return null;
  const known = BY_CODE.find(([pattern]) => pattern.test(code));
  return known?.[1] ?? (/^[0-9A-Z]{5}$/.test(code) ? 'internal' : null);
}

const codeOf = (thrown: Error): string | null =>
  'code' in thrown && typeof thrown.code === 'string' && thrown.code !== '' ? thrown.code : null;

/** An error out of PGlite's thread, as pg's own look. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** A PostgreSQL of the operator's, by pg's pool. It starts only where what was committed stays committed. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, TypeOverrides, types } from 'pg';
import { TokamarkError } from '../../../../src/foundation/errors';
import { preparing } from './prepared';

/** Connections of one instance; many instances share a server. */
const MOST_CONNECTIONS = 10;
const CONNECT_MS = 5000;
/** No request of a board takes longer; what does has gone wrong. */
const STATEMENT_MS = 10_000;

/** Compiling a plan, and starting processes for it, takes longer than any read of the board does; and others read beside it. */
const QUICK = ['-c jit=off', '-c max_parallel_workers_per_gather=0'];

/** Whole numbers as numbers, as PGlite gives them: none of ours is beyond 2^53. */
function wholeNumbers(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  return overrides;
}

/**
 * @param onError told of a connection that broke while nobody used it: the pool makes another
 * @param statementMs after which a statement is given up; 0: never, as for a migration of many rows, or the wait for another instance's
 */
export function postgresPool(url: string, onError: (error: Error) => void, statementMs = STATEMENT_MS): Pool {
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    // Of 0 pg would say nothing, and the database might have another.
    options: [...QUICK, ...(statementMs === 0 ? ['-c statement_timeout=0'] : [])].join(' '),
    ...(statementMs === 0 ? {} : { statement_timeout: statementMs }),
    idle_in_transaction_session_timeout: STATEMENT_MS,
    application_name: 'tokamark-board',
    types: wholeNumbers(),
  });
  // Of a pool that is being closed, the server may end a connection before we do.
  pool.on('error', (error) => {
    if (!pool.ending) onError(error);
  });
  return pool;
}

export const onPostgres = <T>(pool: Pool): Kysely<T> =>
  new Kysely<T>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });

/** What must be on, so that an answer that says "stored" stays true. */
const DURABLE = ['fsync', 'synchronous_commit'] as const;

/** @throws TokamarkError `config` that names the setting */
export async function requireDurable<T>(database: Kysely<T>): Promise<void> {
  for (const name of DURABLE) {
    const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(database);
    if (rows[0]?.value !== 'off') continue;
    throw new TokamarkError({
      code: 'config',
      message: `PostgreSQL has ${name} off: it may lose what it has confirmed.`,
      where: 'DATABASE_URL',
      remedy: `Set ${name} = on there, for this role and this database too.`,
    });
  }
}

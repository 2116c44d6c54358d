/**
 * Statements that PostgreSQL reads and plans once a connection instead of each time: those that end with the mark below. Storing a run is
 * one long statement, whose plan is always the same and takes longer to make than to carry out.
 */
import { createHash } from 'node:crypto';
import { sql, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { resultSchema } from './query-result';
import { StatementClient } from './statement-client';

const MARK = '/* prepared */';
/** At the end of a statement that a query builder writes, whose text is always the same. */
export const PREPARED = sql.raw(MARK);

/** By the text: what has one name has one text. */
const names = new Map<string, string>();

/** Null of what is not marked. */
export function nameOf(text: string): string | null {
  if (!text.endsWith(MARK)) return null;
  const name = names.get(text) ?? `board_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  names.set(text, name);
  return name;
}

export function preparing(pool: Pool): PostgresPool {
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const own = await pool.connect();
      // Kysely knows a connection again by its client.
      const known = clients.get(own);
      if (known !== undefined) return known;
      // It ends while somebody has it and asks nothing of it: their next statement fails, and the process would, were this not heard.
      own.on('error', () => undefined);
      const client = new PreparingClient(own);
      clients.set(own, client);
      return client;
    },
    end: () => pool.end(),
  };
}

class PreparingClient extends StatementClient {
  constructor(private readonly client: PoolClient) {
    super();
  }

  readonly release = (): void => this.client.release();

  protected override async carryOut<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const name = nameOf(text);
    const client: PostgresPoolClient = this.client;
    if (name === null) return client.query<R>(text, parameters);
    const { command, rowCount, rows } = await this.client.query({ name, text, values: [...parameters] });
    return resultSchema<R>().parse({ command, rowCount: rowCount ?? 0, rows });
  }
}

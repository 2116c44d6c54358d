/** The board's database with every statement that is sent to it told, and explained as the database carries it out. */
import { join } from 'node:path';
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type { Config } from '../src/config';
import { openDatabase, type Database } from '../src/database/open';
import { openPglite } from '../src/database/pglite/pglite-pool';
import { postgresPool } from '../src/database/postgres';
import { StatementClient } from '../src/database/statement-client';
import type { Tables } from '../src/database/tables';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface Recorded {
  readonly database: Database;
  /** Of what was asked since it was last called. */
  statements(): readonly Statement[];
  /** Its plan with times and buffers: it is carried out once more. */
  explain(statement: Statement): Promise<string>;
}

export async function openRecorded(config: Config['database']): Promise<Recorded> {
  const heard: Statement[] = [];
  // For what else belongs to one of its kind.
  const opened = await openDatabase(config, () => undefined);
  await opened.close();
  const pool = await poolOf(config);
  const recording: PostgresPool = {
    connect: async () => new RecordingClient(await pool.connect(), (statement) => heard.push(statement)),
    end: () => pool.end(),
  };
  const all = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: recording }) });
  return {
    database: { ...opened, write: all, read: all, close: () => all.destroy() },
    statements: () => heard.splice(0),
    explain: async ({ sql, parameters }) => {
      const explained = CompiledQuery.raw(`explain (analyze, buffers) ${sql}`, [...parameters]);
      const { rows } = await all.executeQuery<Readonly<Record<string, unknown>>>(explained);
      heard.splice(0);
      return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
    },
  };
}

const poolOf = async (config: Config['database']): Promise<PostgresPool> =>
  config.kind === 'pglite' ? openPglite(join(config.folder, 'pglite')) : postgresPool(config.url, () => undefined);

class RecordingClient extends StatementClient {
  constructor(
    private readonly client: PostgresPoolClient,
    private readonly heard: (statement: Statement) => void,
  ) {
    super();
  }

  readonly release = (): void => this.client.release();

  protected override carryOut<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    this.heard({ sql, parameters });
    return this.client.query<R>(sql, parameters);
  }
}

/** A connection that Kysely's dialect of PostgreSQL takes for one of pg's: of one kind are all that carry out statements, and have no cursors. */
import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError } from './database-error';

export abstract class StatementClient implements PostgresPoolClient {
  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    asked: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== 'string') throw new DatabaseError('the board asks for no cursors', '0A000');
    return this.carryOut(asked, parameters);
  }

  abstract readonly release: () => void;

  protected abstract carryOut<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
}

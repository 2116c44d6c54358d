/** Suites to which nothing is added any more. */
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables';

/** As they stand until the transaction ends: who withdraws one meanwhile waits for that. */
export async function withdrawnSuites(transaction: Transaction<Tables>): Promise<ReadonlySet<string>> {
  const rows = await transaction.selectFrom('suites').select(['id', 'withdrawn_at']).orderBy('id').forShare().execute();
  return new Set(rows.filter(({ withdrawn_at }) => withdrawn_at !== null).map(({ id }) => id));
}

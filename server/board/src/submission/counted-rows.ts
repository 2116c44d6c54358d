/** The narrow row of a run that counts (migrations/0008-counted-runs.ts): made when it begins to, and gone with it. */
import { sql, type Transaction } from 'kysely';
import { COUNTED } from '../database/migrations/0008-counted-runs';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';

/** As the run stands now. */
export async function setCounted(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction.deleteFrom('counted_runs').where('run_id', '=', id).modifyEnd(PREPARED).execute();
  await sql`${sql.raw(COUNTED)} and runs.id = ${id} ${PREPARED}`.execute(transaction);
}

/** The narrow row of a run that counts (migrations/0008-counted-runs.ts): made when it begins to, and gone with it. */
import { sql, type Transaction } from 'kysely';
import type { CheckAnswer, RunState } from '../contract/answers';
import { COUNTED } from '../database/migrations/0008-counted-runs';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';
import type { StoredReason } from '../gates/stored-reasons';

/** As the run stands now. */
export async function setCounted(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction.deleteFrom('counted_runs').where('run_id', '=', id).modifyEnd(PREPARED).execute();
  await sql`${sql.raw(COUNTED)} and runs.id = ${id} ${PREPARED}`.execute(transaction);
}

export interface Decided {
  readonly state: RunState;
  readonly reasons: readonly StoredReason[];
  readonly answer: CheckAnswer;
}

/**
 * A run that has waited, and so has not counted: as it was decided, and with its narrow row where it counts from now on. Its device is locked
 * before, whose word on being confirmed that row repeats.
 */
export async function setDecided(transaction: Transaction<Tables>, id: string, decided: Decided): Promise<void> {
  const { state, reasons, answer } = decided;
  // A statement does not see in a table what it writes there: the rows that count are those that the first part hands on under its name.
  await sql`
    with runs as (
      update runs set state = ${state}, reasons = ${JSON.stringify(reasons)}::jsonb, answer = ${JSON.stringify(answer)}::jsonb
      where id = ${id} returning *)
    ${sql.raw(COUNTED)} ${PREPARED}`.execute(transaction);
}

/** The runs whose proof waits to be checked, as rows: one is taken, and later settled or taken again. */
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { checkAnswerSchema } from '../contract/answers';
import { PROOF_FORMATS, type ProofFormat } from '../contract/proof';
import type { Database } from '../database/open';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';
import type { ProofVerdict } from '../gates/gate';
import { decideWithProof, heardOf } from '../gates/list';
import { storedReasonsSchema } from '../gates/stored-reasons';
import { addToCohorts } from './cohort-rows';
import { setDecided } from './counted-rows';
import { cohortsOf, STORED_RUN } from './stored-run';

export interface TakenProof {
  readonly run: string;
  readonly format: ProofFormat;
  readonly seed: number;
  readonly tokens: readonly number[];
}

const takenSchema = z.object({
  run: z.string(),
  format: z.enum(PROOF_FORMATS),
  seed: z.number(),
  tokens: z.array(z.number()),
});

/** Seconds until another may take it, where it was not settled; each further time twice as long. */
const LEASE_SECONDS = 20;
const LONGEST_SECONDS = 3600;

/** Null where none waits. One that somebody else is taking is passed over. */
export async function takeProof({ write }: Database): Promise<TakenProof | null> {
  const { rows } = await sql`
    update proofs set tries = tries + 1,
      next_at = now() + make_interval(secs => least(${LONGEST_SECONDS}, ${LEASE_SECONDS} * power(2, least(tries, 20))))
    where run_id = (
      select run_id from proofs where next_at <= now() order by next_at limit 1 for update skip locked)
    returning run_id as run, format, seed, tokens ${PREPARED}`.execute(write);
  return rows.length === 0 ? null : takenSchema.parse(rows[0]);
}

/** Ranked, quarantined, or what else is left to find out of it: with its answer and its cohorts, in one transaction. */
export function settleRun({ write }: Database, id: string, verdict: ProofVerdict): Promise<void> {
  return write.transaction().execute(async (transaction) => {
    const run = await takeWaiting(transaction, id);
    // It was deleted, somebody has decided, or another instance was faster.
    if (run === undefined) return;
    const { state, reasons } = decideWithProof(storedReasonsSchema.parse(run.reasons), verdict, run.withdrawn);
    const answer = { ...checkAnswerSchema.parse(run.answer), ...heardOf(reasons) };
    await setDecided(transaction, id, { state, reasons, answer });
    const cohorts = cohortsOf({ ...run, state });
    if (cohorts !== null) await addToCohorts(transaction, cohorts);
  });
}

/**
 * The run, locked and without its proof, and its device locked after it, as confirmation.ts asks, and its suite. Each of the four waits for others and
 * is then as these have left it; so it may be one statement, which looks at nothing else that they might have changed. Of the suite the lock is one
 * that any number of runs have at once, and that a withdrawal waits for: a run is settled before it, and counts, or sees it. Once the operator hears that
 * the suite is withdrawn, nothing is added to it any more.
 */
const takeWaiting = (transaction: Transaction<Tables>, id: string) =>
  transaction
    .with('run', (from) =>
      from
        .selectFrom('runs')
        .select([...STORED_RUN, 'reasons', 'answer'])
        .where('id', '=', id)
        .forUpdate(),
    )
    .with('proof', (from) =>
      from.deleteFrom('proofs').using('run').whereRef('run_id', '=', 'run.id').returning('run_id'),
    )
    .selectFrom('run')
    .innerJoin('proof', 'run_id', 'run.id')
    .innerJoin('devices', 'devices.id', 'device_id')
    .innerJoin('suites', 'suites.id', 'suite_id')
    .selectAll('run')
    .select(sql<boolean>`suites.withdrawn_at is not null`.as('withdrawn'))
    .forNoKeyUpdate('devices')
    .forShare('suites')
    .modifyEnd(PREPARED)
    .executeTakeFirst();

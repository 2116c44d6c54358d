/** A run that is stored, as owner and operator take it out of its cohorts or put it into them. */
import { sql, type Transaction } from 'kysely';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import type { RunState } from '../contract/answers';
import type { Tables } from '../database/tables';
import { PREPARED } from '../database/prepared';
import { rankedIds } from '../gates/entries';
import { addToCohorts, removeFromCohorts, type CohortsOfRun } from './cohort-rows';
import { lockDevice } from './confirmation';
import { setCounted } from './counted-rows';

export interface StoredRun {
  readonly id: string;
  readonly nonce: string;
  readonly suite_id: string;
  readonly device_id: string;
  readonly gpu_raw: string;
  readonly gpu_id: string | null;
  readonly engine: string;
  readonly modified: boolean;
  readonly state: RunState;
  /** Of which it has a speed: what it has measured never changes. */
  readonly workloads: readonly string[];
}

type Writing = Transaction<Tables>;

export const STORED_RUN = [
  ...(['id', 'nonce', 'suite_id', 'device_id', 'gpu_raw', 'gpu_id', 'engine', 'modified', 'state'] as const),
  sql<string[]>`array(
    select workload_id from samples where run_id = runs.id and metric = 'tokensPerSecond')`.as('workloads'),
] as const;

/** @param hash of its delete token, where only that gives the right. @returns undefined where there is no such run */
export async function lockRun(transaction: Writing, id: string, hash?: string): Promise<StoredRun | undefined> {
  let query = transaction.selectFrom('runs').select(STORED_RUN).where('id', '=', id).forUpdate();
  if (hash !== undefined) query = query.where('delete_token_hash', '=', hash);
  return query.modifyEnd(PREPARED).executeTakeFirst();
}

/** The run with all that hangs on it, and its voice in its cohorts. */
export async function removeRun(transaction: Writing, run: StoredRun): Promise<void> {
  const cohorts = cohortsOf(run);
  await lockDevice(transaction, run.device_id);
  await transaction.deleteFrom('runs').where('id', '=', run.id).execute();
  if (cohorts !== null) await removeFromCohorts(transaction, cohorts);
}

interface Standing {
  readonly state: RunState;
  readonly gpu: string | null;
}

/** Another state or GPU, with the cohorts that follow from it. */
export async function setStanding(transaction: Writing, run: StoredRun, { state, gpu }: Standing): Promise<void> {
  await transaction.updateTable('runs').set({ state, gpu_id: gpu }).where('id', '=', run.id).execute();
  // What waited for the check of its proof waits no longer where somebody has decided; a doubt is none.
  if (state !== 'pending' && state !== 'quarantined')
    await transaction.deleteFrom('proofs').where('run_id', '=', run.id).execute();
  await lockDevice(transaction, run.device_id);
  await setCounted(transaction, run.id);
  const before = cohortsOf(run);
  const after = cohortsOf({ ...run, state, gpu_id: gpu });
  if (before !== null) await removeFromCohorts(transaction, before);
  if (after !== null) await addToCohorts(transaction, { ...after, workloads: after.workloads.filter(isRankedIn(run)) });
}

/** Which workloads an older suite ranked, only its own version knew: whatever is stored of it counts. */
const isRankedIn =
  ({ suite_id }: StoredRun) =>
  (workload: string): boolean =>
    suite_id !== SUITE || rankedIds().has(workload);

/** Null of a run that counts in none. */
export function cohortsOf(run: StoredRun): CohortsOfRun | null {
  const { suite_id: suite, device_id: device, gpu_id: gpu, engine, modified, state, workloads } = run;
  return state !== 'ranked' || gpu === null ? null : { suite, device, gpu, engine, modified, workloads };
}

/** The operator's word on single runs: accepted, rejected, erased. */
import { sql } from 'kysely';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { aliasKey } from '../gates/gpu';
import { withdrawnSuites } from '../submission/withdrawn';
import { lockRun, removeRun, setStanding, STORED_RUN, type StoredRun } from '../submission/stored-run';
import { checkAnswerSchema, type RunState } from '../contract/answers';
import { heardOf } from '../gates/list';
import { storedReasonsSchema, type StoredReason } from '../gates/stored-reasons';
import { cannot, type Act, type Writing } from './act';

/** Into the cohorts of its GPU, unless more than a doubt speaks against that: practice stays so, and what nobody has named waits. @param why for the audit */
export const acceptRun = (id: string, why: string): Act => ({
  ...{ name: 'accept', subject: id },
  work: async (transaction) => {
    const run = await runToJudge(transaction, id, ['quarantined', 'rejected', 'pending']);
    if (run.state === 'pending' && run.gpu_id === null) {
      throw cannot('Nobody has named its GPU yet.', id, 'Name it: `alias RAW GPU`; it is judged then.');
    }
    if (run.suite_id !== SUITE) {
      throw cannot(`It is of the suite ${run.suite_id}, whose cohorts are kept as they were.`, id, 'Leave it.');
    }
    if ((await withdrawnSuites(transaction)).has(run.suite_id)) {
      throw cannot(`The suite ${run.suite_id} was withdrawn, and nothing is added to it any more.`, id, 'Leave it.');
    }
    // The doubts are settled: a later look at its GPU does not bring them back.
    const { doubts, state } = await settleDoubts(transaction, id);
    await setStanding(transaction, run, { state, gpu: run.gpu_id });
    return { from: run.state, to: state, why, doubts };
  },
});

/** Also what its proof left open, and what could not be held against a GPU of which too little is known. @returns their codes, and what the run is without them */
async function settleDoubts(
  transaction: Writing,
  id: string,
): Promise<{ readonly doubts: readonly string[]; readonly state: RunState }> {
  const row = await transaction
    .selectFrom('runs')
    .select(['reasons', 'answer'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const reasons = storedReasonsSchema.parse(row.reasons);
  const left = reasons.filter((reason) => !isDoubt(reason));
  const heard = heardOf(left);
  const answer = { ...checkAnswerSchema.parse(row.answer), ...heard };
  await transaction
    .updateTable('runs')
    .set({ reasons: JSON.stringify(left), answer: JSON.stringify(answer) })
    .where('id', '=', id)
    .execute();
  return { doubts: reasons.filter(isDoubt).map(({ code }) => code), state: heard.state };
}

const isDoubt = ({ verdict, code }: StoredReason): boolean =>
  verdict === 'quarantine' || (verdict === 'pending' && code !== 'unknown-gpu');

/** Out of all cohorts. Its samples stay known, so that a copy of it is still a copy. */
export const rejectRun = (id: string, why: string): Act => ({
  ...{ name: 'reject', subject: id },
  work: async (transaction) => {
    const run = await runToJudge(transaction, id, ['ranked', 'quarantined', 'pending']);
    await setStanding(transaction, run, { state: 'rejected', gpu: run.gpu_id });
    return { from: run.state, to: 'rejected', why };
  },
});

async function runToJudge(transaction: Writing, id: string, from: readonly RunState[]): Promise<StoredRun> {
  const run = await lockRun(transaction, id);
  if (run === undefined) throw noSuch('run', id);
  if (from.includes(run.state)) return run;
  throw cannot(`This run is ${run.state}; that is done to runs that are ${from.join(' or ')}.`, id, 'See `list`.');
}

const noSuch = (what: string, id: string) =>
  cannot(`There is no such ${what}.`, id, `Take the id as \`list\` prints it.`);

export const eraseRun = (id: string): Act => ({
  ...{ name: 'erase run', subject: id },
  work: async (transaction) => {
    const run = await lockRun(transaction, id);
    if (run === undefined) throw noSuch('run', id);
    await erase(transaction, run);
    return { runs: 1 };
  },
});

/** Digits of a device's id by which the audit tells one erasure from another, and nobody the device. */
const SHOWN = 6;

/** All that the board has of a device, its key included. */
export const eraseDevice = (id: string): Act => ({
  ...{ name: 'erase device', subject: `${id.slice(0, SHOWN)}…` },
  work: async (transaction) => {
    // Runs first, as whoever takes one out; and what came before the device was locked.
    await lockRunsOf(transaction, id);
    const device = await transaction
      .selectFrom('devices')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (device === undefined) throw noSuch('device', id);
    const runs = await lockRunsOf(transaction, id);
    for (const run of runs) await erase(transaction, run);
    await transaction.deleteFrom('devices').where('id', '=', id).execute();
    await transaction
      .updateTable('audit')
      .set({ subject: `${id.slice(0, SHOWN)}…` })
      .where('subject', '=', id)
      .execute();
    return { runs: runs.length };
  },
});

const lockRunsOf = (transaction: Writing, device: string): Promise<StoredRun[]> =>
  transaction.selectFrom('runs').select(STORED_RUN).where('device_id', '=', device).orderBy('id').forUpdate().execute();

/** With its samples, digests and links, and its name for its GPU where no other run has that. */
async function erase(transaction: Writing, run: StoredRun): Promise<void> {
  await transaction.deleteFrom('sample_digests').where('run_id', '=', run.id).execute();
  await removeRun(transaction, run);
  await transaction.deleteFrom('challenges').where('nonce', '=', run.nonce).execute();
  await transaction
    .deleteFrom('gpu_aliases')
    .where('raw', '=', aliasKey(run.gpu_raw))
    .where('gpu_id', 'is', null)
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom('runs')
            .select('id')
            .where(sql`lower(gpu_raw collate "C")`, '=', aliasKey(run.gpu_raw)),
        ),
      ),
    )
    .execute();
}

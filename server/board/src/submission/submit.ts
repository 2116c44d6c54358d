/** A submission from its text to its answer: read, judged, stored in one transaction. `check` does the same and stores nothing. */
import { randomBytes } from 'node:crypto';
import { loadTables } from '../../../../src/energy/tables';
import { INTERNAL, ProblemError } from '../api/problem';
import { checkAnswerSchema, runAnswerSchema, type CheckAnswer, type RunAnswer } from '../contract/answers';
import { isSignedBy } from '../contract/device-key';
import { readSubmission, type ReadSubmission } from '../contract/submission';
import type { Database } from '../database/open';
import { withRetries } from '../database/with-retries';
import { judge, type JudgeContext, type Judgement } from '../gates/judge';
import { answerOf } from '../gates/list';
import { boardCatalogue } from './board-catalogue';
import { stampsOf } from './challenges';
import { energyRows } from './energy-rows';
import type { Secrets } from './secret';
import { hex, storeRun } from './store';
import { tokenHash } from './token-hash';

export interface SubmissionParts {
  readonly database: Database;
  readonly secrets: Secrets;
  /** Whether the tokens of a proof are the model's. */
  readonly checkProof: JudgeContext['check'];
}

/** @throws TokamarkError `import` of a text that cannot be read */
export async function check(text: string, parts: SubmissionParts): Promise<CheckAnswer> {
  return answerOf((await judged(readSubmission(text), parts)).decision);
}

/** @throws TokamarkError `import`; ProblemError of one that is rejected, or whose challenge another run has used */
export async function submit(text: string, parts: SubmissionParts): Promise<RunAnswer> {
  const read = readSubmission(text);
  const before = await answeredBefore(read, parts);
  if (before !== null) return before;
  const judgement = await judged(read, parts);
  const answer = answerOf(judgement.decision);
  const { run } = judgement;
  if (answer.state === 'rejected' || run === null) throw rejected(answer);
  const id = randomBytes(16).toString('base64url');
  const deleteToken = parts.secrets.deleteToken(id);
  const full = runAnswerSchema.parse({ ...answer, id, deleteToken });
  const energy = energyRows(run.result, run.gpu.preset, await loadTables());
  const isStored = await withRetries(() =>
    storeRun(parts.database, {
      ...{ id, read, run, text, decision: judgement.decision, answer },
      ...{ deleteTokenHash: tokenHash(deleteToken), energy },
    }),
  );
  if (isStored) return full;
  // The same was sent twice at once, and the other was faster.
  const other = await answeredBefore(read, parts);
  if (other === null) throw new ProblemError(INTERNAL);
  return other;
}

async function judged(read: ReadSubmission, { database, secrets, checkProof }: SubmissionParts): Promise<Judgement> {
  const { gpu } = read.submission.declared;
  const alias = await database.write
    .selectFrom('gpu_aliases')
    .select('gpu_id')
    .where('raw', '=', gpu)
    .executeTakeFirst();
  const named = alias?.gpu_id ?? null;
  return judge(read, {
    ...{ keys: secrets.keys, catalogue: await boardCatalogue(database.write) },
    aliases: new Map(named === null ? [] : [[gpu, named]]),
    receivedAt: Date.now(),
    stampsOf: (nonce) => stampsOf(database, nonce),
    copiedAmong: (digests) => knownDigests(database, digests),
    check: checkProof,
  });
}

/** Null where no run has answered its challenge yet. @throws ProblemError where another has, or this one was deleted */
async function answeredBefore(read: ReadSubmission, { database, secrets }: SubmissionParts): Promise<RunAnswer | null> {
  const { challenge, device, signature } = read.submission;
  const row = await database.write
    .selectFrom('challenges')
    .leftJoin('runs', 'runs.nonce', 'challenges.nonce')
    .select(['challenges.used_at', 'runs.id', 'runs.digest', 'runs.answer', 'runs.delete_token_hash'])
    .where('challenges.nonce', '=', challenge.nonce)
    .executeTakeFirst();
  if (row === undefined || row.used_at === null) return null;
  if (row.id === null) throw used(410, 'deleted', 'The run that answered this challenge was deleted.');
  const isSame = row.digest === hex(read.digest) && (await isSignedBy(device.publicKey, read.digest, signature));
  if (!isSame) throw used(409, 'challenge-used', 'Another run has answered this challenge.');
  const answer = checkAnswerSchema.parse(row.answer);
  const deleteToken = secrets.deleteToken(row.id, row.delete_token_hash ?? undefined);
  return runAnswerSchema.parse({ ...answer, id: row.id, deleteToken });
}

const used = (status: 409 | 410, code: string, detail: string): ProblemError =>
  new ProblemError({
    ...{ status, code, title: 'This run was not stored', detail, field: 'challenge.nonce' },
    remedy: 'Ask the board for a new challenge and run again.',
  });

function rejected({ reasons: [first] }: CheckAnswer): ProblemError {
  if (first === undefined) return new ProblemError(INTERNAL);
  const { code, says, remedy, where } = first;
  const said = { status: 422 as const, code, title: 'This run is not accepted', detail: says, remedy };
  return new ProblemError(where === undefined ? said : { ...said, field: where });
}

/** Of these digests, those that another run has. */
async function knownDigests({ write }: Database, digests: readonly string[]): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const rows = await write
    .selectFrom('sample_digests')
    .select('digest')
    .distinct()
    .where('digest', 'in', [...digests])
    .execute();
  return new Set(rows.map(({ digest }) => digest));
}

/** A submission up to its answer: judged by what the database has heard of it, unless a run has answered its challenge before. */
import { sql } from 'kysely';
import { checkAnswerSchema, runAnswerSchema, type RunAnswer } from '../contract/answers';
import type { Database } from '../database/open';
import { PREPARED } from '../database/prepared';
import type { Judges } from '../judging/judges';
import type { Asked, Judged, Met } from '../judging/judging';
import { ProblemError } from '../problem/problem-error';
import { heardOfSubmission, type Heard } from './heard';
import type { Secrets } from './secret';

export interface Meeting {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly judges: Judges;
}

export interface JudgedNow extends Judged {
  /** Null of what was not read so far, or not admitted. */
  readonly met: Met | null;
}

/** Stored before, and what its owner hears of it now. */
export interface Before {
  readonly stored: RunAnswer;
}

/** @throws TokamarkError `import` of what cannot be read; ProblemError where another run has its challenge, or this one was deleted */
export async function meet(asked: Asked, parts: Meeting): Promise<JudgedNow | Before> {
  const { database, judges } = parts;
  const seen: { met: Met | null; stored: RunAnswer | null } = { met: null, stored: null };
  const judged = await judges.judge(asked, {
    heard: async (met) => {
      const heard = await heardOfSubmission(database, met);
      seen.met = met;
      seen.stored = storedBefore(met, heard, parts);
      return seen.stored === null ? heard.facts : null;
    },
    copiedAmong: (digests) => knownDigests(database, digests),
  });
  if (judged !== null) return { ...judged, met: seen.met };
  if (seen.stored !== null) return { stored: seen.stored };
  throw new RangeError('what is judged has an answer');
}

/** One whose signature is right. @throws ProblemError as meet */
export const meetAgain = async (met: Met, parts: Pick<Meeting, 'database' | 'secrets'>): Promise<RunAnswer | null> =>
  storedBefore(met, await heardOfSubmission(parts.database, met), parts);

/** Null where no run has answered its challenge. @throws ProblemError where another has, or this one was deleted */
function storedBefore(met: Met, { run, isUsed }: Heard, { secrets }: Pick<Meeting, 'secrets'>): RunAnswer | null {
  if (run === null && !isUsed) return null;
  if (run === null) throw used(410, 'deleted', 'The run that answered this challenge was deleted.');
  if (run.digest !== met.digest) throw used(409, 'challenge-used', 'Another run has answered this challenge.');
  const answer = checkAnswerSchema.parse(run.answer);
  return runAnswerSchema.parse({ ...answer, id: run.id, deleteToken: secrets.deleteToken(run.id, run.tokenHash) });
}

const used = (status: 409 | 410, code: string, detail: string): ProblemError =>
  new ProblemError({
    ...{ status, code, title: 'This run was not stored', detail, field: 'challenge.nonce' },
    remedy: 'Ask the board for a new challenge and run again.',
  });

/** Of these digests, those that another run has, or had. */
async function knownDigests({ write }: Database, digests: readonly string[]): Promise<readonly string[]> {
  if (digests.length === 0) return [];
  const { rows } = await sql<{ digest: string }>`
    select distinct digest from sample_digests where digest = any(${[...digests]}::text[]) ${PREPARED}`.execute(write);
  return rows.map(({ digest }) => digest);
}

/**
 * A submission up to its decision, in the order of what it costs: a hash over its challenge, before anything else of it is looked at; the
 * device's signature; one question to the database; and only then its document and the gates. Between the parts others have their turn.
 */
import { setImmediate as afterOthers } from 'node:timers/promises';
import { checkAnswerSchema, runAnswerSchema, type RunAnswer } from '../contract/answers';
import { readSubmission, type ReadSubmission } from '../contract/submission';
import type { Database } from '../database/open';
import { foreign, unsigned, type AdmissionCode } from '../gates/admission';
import { finding, type Finding } from '../gates/gate';
import { judge, type JudgedRun } from '../gates/judge';
import { refusedBy, type Decision } from '../gates/list';
import { ProblemError } from '../problem/problem-error';
import { boardCatalogue } from './board-catalogue';
import { heardOfSubmission, type Heard } from './heard';
import { hex } from './run-rows';
import type { Secrets } from './secret';

export interface Meeting {
  readonly database: Database;
  readonly secrets: Secrets;
}

export interface Judged {
  readonly decision: Decision;
  /** Null of what was not admitted, or is no document. */
  readonly sent: { readonly read: ReadSubmission; readonly run: JudgedRun } | null;
}

/** Stored before, and what its owner hears of it now. */
export interface Before {
  readonly stored: RunAnswer;
}

/** @throws TokamarkError `import` of a text that cannot be read; ProblemError where another run has its challenge, or this one was deleted */
export async function meet(text: string, parts: Meeting): Promise<Judged | Before> {
  try {
    const read = readSubmission(text, (challenge) => admit(foreign(challenge, parts.secrets.keys)));
    admit(await unsigned(read));
    const heard = await heardOfSubmission(parts.database, read);
    const stored = storedBefore(read, heard, parts);
    if (stored !== null) return { stored };
    if (!heard.isKnown) throw new NotAdmitted(finding('not-our-challenge', 'challenge.nonce'));
    await afterOthers();
    const copiedAmong = (digests: readonly string[]) => knownDigests(parts.database, digests);
    const { decision, run } = await judge(read, {
      ...heard,
      catalogue: await boardCatalogue(parts.database.write),
      copiedAmong,
    });
    return { decision, sent: run === null ? null : { read, run } };
  } catch (thrown) {
    if (thrown instanceof NotAdmitted) return { decision: refusedBy(thrown.found), sent: null };
    throw thrown;
  }
}

class NotAdmitted extends Error {
  constructor(readonly found: Finding<AdmissionCode>) {
    super(found.code);
  }
}

function admit(found: Finding<AdmissionCode> | null): void {
  if (found !== null) throw new NotAdmitted(found);
}

/** One whose signature is right. @throws ProblemError as meet */
export const meetAgain = async (read: ReadSubmission, parts: Meeting): Promise<RunAnswer | null> =>
  storedBefore(read, await heardOfSubmission(parts.database, read), parts);

/** Null where no run has answered its challenge. @throws ProblemError where another has, or this one was deleted */
function storedBefore(read: ReadSubmission, { run, isUsed }: Heard, { secrets }: Meeting): RunAnswer | null {
  if (run === null && !isUsed) return null;
  if (run === null) throw used(410, 'deleted', 'The run that answered this challenge was deleted.');
  if (run.digest !== hex(read.digest)) throw used(409, 'challenge-used', 'Another run has answered this challenge.');
  const answer = checkAnswerSchema.parse(run.answer);
  return runAnswerSchema.parse({ ...answer, id: run.id, deleteToken: secrets.deleteToken(run.id, run.tokenHash) });
}

const used = (status: 409 | 410, code: string, detail: string): ProblemError =>
  new ProblemError({
    ...{ status, code, title: 'This run was not stored', detail, field: 'challenge.nonce' },
    remedy: 'Ask the board for a new challenge and run again.',
  });

/** Of these digests, those that another run has, or had. */
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

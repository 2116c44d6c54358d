/**
 * A submission from its bytes to its answer: judged, stored in one statement. `check` does the same and stores nothing. A run that
 * could be ranked is stored as pending, and is ranked once its proof has been checked (proof-worker.ts).
 */
import { runAnswerSchema, type CheckAnswer, type RunAnswer } from '../contract/answers';
import { withRetries } from '../database/with-retries';
import type { Met } from '../judging/judging';
import type { Line, LineOptions } from '../operations/line';
import { INTERNAL, ProblemError } from '../problem/problem-error';
import { newRunId } from './run-id';
import { meet, meetAgain, type JudgedNow, type Meeting } from './meet';
import type { ProofWorker } from './proof-worker';
import { storeRun } from './store';
import { tokenHash } from './token-hash';

export interface SubmissionParts extends Meeting {
  readonly proofs: Pick<ProofWorker, 'soon'>;
  readonly turns: Line;
}

/** Judging takes memory and the processor, and each that waits holds its text meanwhile. */
export const JUDGING: LineOptions = {
  ...{ atOnce: 8, waiting: 60 },
  busy: {
    retryAfter: 2,
    detail: 'Many runs are being judged. Nothing of this request was stored.',
    remedy: 'Send the same request again after the time in Retry-After.',
  },
};

/** @throws TokamarkError `import` of what cannot be read; ProblemError where too many are judged, or another run has its challenge */
export const check = (body: Uint8Array, parts: SubmissionParts): Promise<CheckAnswer> =>
  parts.turns.run(async () => {
    const met = await meet({ body, as: null }, parts);
    if (!('stored' in met)) return met.answer;
    const { state, reasons, figures } = met.stored;
    return { state, reasons, figures };
  });

/** The sender waits so long for the check of a proof, where nobody else does. */
const SOON_MS = 1500;

/** @throws as check, and ProblemError of one that is rejected */
export async function submit(body: Uint8Array, parts: SubmissionParts): Promise<RunAnswer> {
  const { answer, asked } = await parts.turns.run(async (): Promise<Stored> => {
    const id = newRunId();
    const deleteToken = parts.secrets.deleteToken(id);
    const met = await meet({ body, as: { id, deleteTokenHash: tokenHash(deleteToken) } }, parts);
    return 'stored' in met ? { answer: met.stored, asked: null } : store(met, { id, deleteToken }, parts);
  });
  if (asked === null || !(await parts.proofs.soon(answer.id, SOON_MS))) return answer;
  // Null where whoever has its token has deleted it meanwhile.
  return (await meetAgain(asked, parts).catch(() => null)) ?? answer;
}

interface Stored {
  readonly answer: RunAnswer;
  /** Null where its proof is not to be checked. */
  readonly asked: Met | null;
}

async function store(
  { answer, run, met }: JudgedNow,
  owned: Pick<RunAnswer, 'id' | 'deleteToken'>,
  parts: SubmissionParts,
): Promise<Stored> {
  if (run === null || met === null) throw rejected(answer);
  const full = runAnswerSchema.parse({ ...answer, ...owned });
  if (await withRetries(() => storeRun(parts.database, run))) {
    return { answer: full, asked: run.waitsForProof ? met : null };
  }
  // The same was sent twice at once, and the other was faster.
  const other = await meetAgain(met, parts);
  if (other === null) throw new ProblemError(INTERNAL);
  return { answer: other, asked: met };
}

function rejected({ reasons: [first] }: CheckAnswer): ProblemError {
  if (first === undefined) return new ProblemError(INTERNAL);
  const { code, says, remedy, where } = first;
  const said = { status: 422 as const, code, title: 'This run is not accepted', detail: says, remedy };
  return new ProblemError(where === undefined ? said : { ...said, field: where });
}

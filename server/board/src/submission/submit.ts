/**
 * A submission from its text to its answer: admitted, judged, stored in one statement. `check` does the same and stores nothing. A run that
 * could be ranked is stored as pending, and is ranked once its proof has been checked (proof-worker.ts).
 */
import { loadTables } from '../../../../src/energy/tables';
import { checkAnswerSchema, runAnswerSchema, type CheckAnswer, type RunAnswer } from '../contract/answers';
import type { ReadSubmission } from '../contract/submission';
import { withRetries } from '../database/with-retries';
import { answerOf } from '../gates/list';
import { INTERNAL, ProblemError } from '../problem/problem-error';
import { newRunId } from './run-id';
import { energyRows } from './energy-rows';
import { meet, meetAgain, type Judged, type Meeting } from './meet';
import type { ProofWorker } from './proof-worker';
import { storeRun } from './store';
import { storedDocument } from './stored-document';
import { tokenHash } from './token-hash';
import type { Turns } from './turns';

export interface SubmissionParts extends Meeting {
  readonly proofs: Pick<ProofWorker, 'soon'>;
  readonly turns: Turns;
}

/** @throws TokamarkError `import` of a text that cannot be read; ProblemError where too many are judged, or another run has its challenge */
export const check = (text: string, parts: SubmissionParts): Promise<CheckAnswer> =>
  parts.turns.take(async () => {
    const met = await meet(text, parts);
    if ('stored' in met) {
      const { state, reasons, figures } = met.stored;
      return { state, reasons, figures };
    }
    return checkAnswerSchema.parse(answerOf(met.decision));
  });

/** The sender waits so long for the check of a proof, where nobody else does. */
const SOON_MS = 1500;

/** @throws as check, and ProblemError of one that is rejected */
export async function submit(text: string, parts: SubmissionParts): Promise<RunAnswer> {
  const { answer, asked } = await parts.turns.take(async (): Promise<Stored> => {
    const met = await meet(text, parts);
    return 'stored' in met ? { answer: met.stored, asked: null } : store(met, parts);
  });
  if (asked === null || !(await parts.proofs.soon(answer.id, SOON_MS))) return answer;
  // Null where whoever has its token has deleted it meanwhile.
  return (await meetAgain(asked, parts).catch(() => null)) ?? answer;
}

interface Stored {
  readonly answer: RunAnswer;
  /** Null where its proof is not to be checked. */
  readonly asked: ReadSubmission | null;
}

async function store({ decision, sent }: Judged, parts: SubmissionParts): Promise<Stored> {
  const answer = answerOf(decision);
  if (answer.state === 'rejected' || sent === null) throw rejected(answer);
  const { read, run } = sent;
  const id = newRunId();
  const deleteToken = parts.secrets.deleteToken(id);
  const full = runAnswerSchema.parse({ ...answer, id, deleteToken });
  const row = {
    ...{ id, read, run, decision, answer, deleteTokenHash: tokenHash(deleteToken) },
    document: await storedDocument(read.submission, run.result),
    energy: energyRows(run.result, run.gpu.preset, await loadTables()),
  };
  if (await withRetries(() => storeRun(parts.database, row))) {
    return { answer: full, asked: run.proof === null ? null : read };
  }
  // The same was sent twice at once, and the other was faster.
  const other = await meetAgain(read, parts);
  if (other === null) throw new ProblemError(INTERNAL);
  return { answer: other, asked: read };
}

function rejected({ reasons: [first] }: CheckAnswer): ProblemError {
  if (first === undefined) return new ProblemError(INTERNAL);
  const { code, says, remedy, where } = first;
  const said = { status: 422 as const, code, title: 'This run is not accepted', detail: says, remedy };
  return new ProblemError(where === undefined ? said : { ...said, field: where });
}

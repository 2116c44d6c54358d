/** The proof of a submission as the gates ask for it. Where it cannot be checked now, nothing is stored, and the same may be sent again. */
import { ProblemError } from '../api/problem';
import type { JudgeContext } from '../gates/judge';
import { ProverBusyError, type Prover } from '../proof/prover';

/** Seconds until a thread that ended is there again, with the model in every format. */
const RESTART_SECONDS = 15;

/** @param note for the operator, of what is no client's fault */
export const checkedBy =
  ({ check }: Pick<Prover, 'check'>, note: (thrown: unknown) => void): JudgeContext['check'] =>
  async (proof, tokens) => {
    try {
      return (await check(proof, tokens)).accepted ? 'agrees' : 'differs';
    } catch (thrown) {
      if (thrown instanceof ProverBusyError) throw later(thrown.retrySeconds, 'Many proofs wait to be checked.');
      note(thrown);
      throw later(RESTART_SECONDS, 'The check of proofs has to start again.');
    }
  };

const later = (retryAfter: number, why: string): ProblemError =>
  new ProblemError({
    ...{ status: 503, code: 'proof-later', title: 'The board cannot check a proof now', retryAfter },
    detail: `${why} Nothing of this request was stored.`,
    remedy: 'Send the same request again after the time in Retry-After.',
  });

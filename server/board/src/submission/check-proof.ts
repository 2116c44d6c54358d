/** The proof of a run as the board's own model sees it. */
import type { Prover } from '../proof/prover';
import type { CheckProof } from './proof-worker';

export const checkedBy =
  ({ check }: Pick<Prover, 'check'>): CheckProof =>
  async (proof, tokens) =>
    (await check(proof, tokens)).accepted ? 'agrees' : 'differs';

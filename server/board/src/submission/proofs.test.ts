import { describe, expect, it } from 'vitest';
import { ProblemError } from '../api/problem';
import { ProverBusyError, type Prover } from '../proof/prover';
import { checkedBy } from './proofs';

const ASKED = { format: 'int4', seed: 1, tokens: 32 } as const;
const verdict = (accepted: boolean) => ({ accepted, worstGap: 0, at: 0, delta: 0, reason: null });

/** What the gates or the client hear of a prover, and what the operator does. */
async function heard(check: Prover['check']) {
  const noted: unknown[] = [];
  const said = await checkedBy({ check }, (thrown) => noted.push(thrown))(ASKED, []).catch((thrown: unknown) => thrown);
  return { said, noted };
}

describe('the check of a proof', () => {
  it('agrees or differs as the prover finds', async () => {
    expect(await heard(() => Promise.resolve(verdict(true)))).toEqual({ said: 'agrees', noted: [] });
    expect(await heard(() => Promise.resolve(verdict(false)))).toEqual({ said: 'differs', noted: [] });
  });

  it('sends a client away for a while where others wait, which is nothing for the operator', async () => {
    const { said, noted } = await heard(() => Promise.reject(new ProverBusyError()));
    expect(said).toBeInstanceOf(ProblemError);
    expect(said).toMatchObject({ said: { status: 503, code: 'proof-later', retryAfter: 10 } });
    expect(noted).toEqual([]);
  });

  it('keeps what broke for the operator, and asks the client to come again', async () => {
    const broken = new Error('the thread ended: /srv/board');
    const { said, noted } = await heard(() => Promise.reject(broken));
    expect(said).toMatchObject({ said: { status: 503, retryAfter: 15 } });
    expect(JSON.stringify(said)).not.toContain('/srv');
    expect(noted).toEqual([broken]);
  });
});

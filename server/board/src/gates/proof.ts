/**
 * The proof: 32 tokens that the server has had checked against its own model. It shows that the engine computes, and nothing of its speed. What
 * is allowed to differ was measured on software adapters alone (proof/allowed.ts): until a GPU was, a person looks at what differs, and its
 * owner hears of it.
 */
import { gateOf, when, type Finding, type ProofVerdict } from './gate';

export const proofGate = gateOf({
  rules: {
    'no-proof': {
      verdict: 'reject',
      says: 'A complete run ends with a proof, and this one has none.',
      remedy: 'Run again from the board’s page or with `tokamark submit`.',
    },
    'proof-differs': {
      verdict: 'pending',
      says: 'The tokens of its proof are not those of the model, as far as the board can tell: it will look at them.',
      remedy: 'Check the kernels of this device with `tokamark check`.',
    },
    'proof-untested': {
      verdict: 'pending',
      says: 'The board has not checked its proof yet.',
      remedy: 'Nothing: it is ranked once that is done.',
    },
  },
  find: ({ submission: { proof }, result: { status }, proof: verdict }) => [
    ...when(proof === null && status === 'complete', 'no-proof', 'proof'),
    ...(proof === null ? [] : ofVerdict(verdict)),
  ],
});

export const ofVerdict = (verdict: ProofVerdict): readonly Finding<'proof-differs' | 'proof-untested'>[] => [
  ...when(verdict === 'differs', 'proof-differs', 'proof'),
  ...when(verdict === 'untested', 'proof-untested', 'proof'),
];

/** The challenge: this board's, answered in time, and by the run that it asked for. */
import { deadlines } from '../challenge/issue';
import { finding, gateOf, when, type Facts } from './gate';
import { loadedInOrder } from './order';
import { HEADLINE } from '../../../../src/benchmark/suite/suite';
import { isOurs } from '../../../../src/benchmark/whose';

const ASK_AGAIN = 'Ask the board for a new challenge and run again.';

export const challengeGate = gateOf({
  rules: {
    'not-our-challenge': {
      verdict: 'reject',
      says: 'This board did not issue its challenge, or something in it was changed.',
      remedy: ASK_AGAIN,
    },
    unsigned: {
      verdict: 'reject',
      says: 'The signature is not that of the device’s key over what was sent.',
      remedy: 'Send what Tokamark made, unchanged, with the key that was there when the run began.',
    },
    'challenge-expired': {
      verdict: 'reject',
      says: 'The run was not over before its challenge expired.',
      remedy: ASK_AGAIN,
    },
    'sent-late': {
      verdict: 'reject',
      says: 'It was sent more than a day after its challenge expired.',
      remedy: ASK_AGAIN,
    },
    'another-suite-asked': {
      verdict: 'reject',
      says: 'The challenge is of another suite than the result.',
      remedy: 'Run the suite that the board asks for: update Tokamark, or the page.',
    },
    'another-seed': {
      verdict: 'reject',
      says: 'Its prompts were not made from the seed of the challenge.',
      remedy:
        'Run under the challenge: with `tokamark submit`, or from the board’s page. An ordinary run has other workloads.',
    },
    'order-of-formats': {
      verdict: 'reject',
      says: 'The formats were not measured in the order that the challenge asks for.',
      remedy: ASK_AGAIN,
    },
  },
  find: (facts) => [
    ...when(!facts.isOurChallenge, 'not-our-challenge', 'challenge'),
    ...when(!facts.isSigned, 'unsigned', 'signature'),
    ...late(facts),
    ...when(facts.result.suite.name !== facts.submission.challenge.suite, 'another-suite-asked', 'result.suite.name'),
    ...when(
      facts.result.suite.promptSeed !== facts.submission.challenge.promptSeed,
      'another-seed',
      'result.suite.promptSeed',
    ),
    ...when(!isInOrder(facts), 'order-of-formats', 'result.results'),
  ],
});

function late({ submission: { challenge }, stamps, receivedAt }: Facts) {
  const { run, sent } = deadlines(challenge);
  const last = stamps.at(-1)?.at ?? receivedAt;
  if (last > run) return [finding('challenge-expired', 'challenge.expiresAt', `by ${(last - run) / 1000} s`)];
  return when(receivedAt > sent, 'sent-late', 'challenge.expiresAt');
}

/** As the document lists them, and as they were loaded where that can be told. */
function isInOrder({ submission: { challenge }, result }: Facts): boolean {
  return [result.results, loadedInOrder(result) ?? []].every((entries) => {
    const own = entries.filter((entry) => isOurs(entry) && entry.model.name === HEADLINE.shape);
    const measured = new Set(own.map(({ format }) => format).filter((format) => challenge.formats.includes(format)));
    return [...measured].join() === challenge.formats.filter((format) => measured.has(format)).join();
  });
}

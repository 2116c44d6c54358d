/** The challenge: answered by the run that it asked for, of a suite that still stands. Whose it is, and whether it was answered in time, admission.ts has asked before. */
import { gateOf, when, type Facts } from './gate';
import { loadedInOrder } from './order';
import { HEADLINE } from '../../../../src/benchmark/suite/suite';
import { isOurs } from '../../../../src/benchmark/whose';

const ASK_AGAIN = 'Ask the board for a new challenge and run again.';

export const challengeGate = gateOf({
  rules: {
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
    'suite-withdrawn': {
      verdict: 'practice',
      says: 'Its suite was withdrawn before the run was ranked, and nothing is added to a withdrawn suite.',
      remedy: 'See on the board why it was withdrawn, and run again with the next version of Tokamark.',
    },
  },
  find: (facts) => [
    ...when(facts.result.suite.name !== facts.submission.challenge.suite, 'another-suite-asked', 'result.suite.name'),
    ...when(
      facts.result.suite.promptSeed !== facts.submission.challenge.promptSeed,
      'another-seed',
      'result.suite.promptSeed',
    ),
    ...when(!isInOrder(facts), 'order-of-formats', 'result.results'),
    ...when(facts.isWithdrawn, 'suite-withdrawn', 'challenge.suite'),
  ],
});

/** As the document lists them, and as they were loaded where that can be told. */
function isInOrder({ submission: { challenge }, result }: Facts): boolean {
  return [result.results, loadedInOrder(result) ?? []].every((entries) => {
    const own = entries.filter((entry) => isOurs(entry) && entry.model.name === HEADLINE.shape);
    const measured = new Set(own.map(({ format }) => format).filter((format) => challenge.formats.includes(format)));
    return [...measured].join() === challenge.formats.filter((format) => measured.has(format)).join();
  });
}

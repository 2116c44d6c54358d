/** Times that add up between the document's own clock and the server's, which stamped the links of its chain. */
import { STAMP_SLACK } from '../contract/chain';
import { gateOf, when, type Facts } from './gate';
import { timedOf } from './entries';

/** Of a clock that is set to the right time while a run goes on, and of one that runs too fast. */
const CLOCK_DRIFT = 0.01;

export const serverTimesGate = gateOf({
  rules: {
    'longer-than-allowed': {
      verdict: 'reject',
      says: 'It claims to have run for longer than since its challenge was issued.',
      remedy: 'Send the document as Tokamark wrote it, or run again.',
    },
    'other-clock': {
      verdict: 'quarantine',
      says: 'By the run’s own clock its repetitions ended at other times than the server heard of them.',
      remedy: 'Close other programs, keep a steady connection, and run again.',
    },
  },
  find: (facts) => [...ofElapsed(facts), ...ofClocks(facts)],
});

function ofElapsed({ result: { elapsedSeconds }, submission: { challenge }, receivedAt }: Facts) {
  const claimed = elapsedSeconds * (1 - CLOCK_DRIFT);
  // Not until the last link: that may come before the run has closed its document.
  const since = (receivedAt - Date.parse(challenge.issuedAt)) / 1000;
  return when(claimed > since + STAMP_SLACK, 'longer-than-allowed', 'result.elapsedSeconds', `${elapsedSeconds} s`);
}

/**
 * One start of the run must fit all of its links: each repetition ended after the link before its own was sent, and before its own
 * was. So a document's clock cannot be stretched.
 */
function ofClocks({ result, submission: { blocks }, stamps }: Facts) {
  const ends = new Map(result.results.flatMap((entry) => timedOf(entry).map(({ order, ended }) => [order, ended])));
  let [earliest, latest] = [-Infinity, Infinity];
  for (const [i, { measured }] of blocks.entries()) {
    const [before, own] = [stamps[i - 1]?.at, stamps[i]?.at];
    for (const { order } of measured) {
      const ended = ends.get(order);
      if (ended === undefined) continue;
      if (own !== undefined) latest = Math.min(latest, own / 1000 - ended);
      if (before !== undefined) earliest = Math.max(earliest, before / 1000 - ended);
    }
  }
  const off = earliest - latest;
  return when(
    off > STAMP_SLACK + CLOCK_DRIFT * result.elapsedSeconds,
    'other-clock',
    'blocks',
    `by ${off.toFixed(1)} s`,
  );
}

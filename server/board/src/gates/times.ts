/** Times that add up by the document's own clock. What the server's says of them is in server-times.ts. */
import { passesFor, SHORTEST } from '../../../../src/benchmark/passes';
import type { ResultEntry } from '../../../../src/report/schema';
import { finding, ownGateOf, times, when, type Finding, type OwnFacts } from './gate';
import { nameOf, ownEntries, passSeconds, timedOf } from './entries';

/** Seconds; the largest step of a clock that a run is ranked by is far smaller. */
const TICK = 0.05;
/** The middle of the passes of a repetition and their mean: what a machine that stalls has been seen to differ by. */
const MOST_APART = 2;

const UNCHANGED = 'Send the document as Tokamark wrote it, or run again.';

export const timesGate = ownGateOf({
  rules: {
    'no-times': {
      verdict: 'reject',
      says: 'It does not say when each repetition ended.',
      remedy: 'Run again with this version of Tokamark.',
    },
    'outside-the-run': {
      verdict: 'reject',
      says: 'A repetition began before the run or ended after it.',
      remedy: UNCHANGED,
    },
    'at-once': {
      verdict: 'reject',
      says: 'Two repetitions ran at the same time, which they never do.',
      remedy: UNCHANGED,
    },
    'other-passes': {
      verdict: 'reject',
      says: 'Its repetitions have other passes than its warm-ups ask for.',
      remedy: UNCHANGED,
    },
    'first-token': {
      verdict: 'quarantine',
      says: 'The time to the first token is not that of the reading that it is said to end.',
      remedy: UNCHANGED,
    },
    'token-times': {
      verdict: 'quarantine',
      says: 'The waits for its tokens do not add up to the time of their repetitions.',
      remedy: UNCHANGED,
    },
  },
  find: (facts) => [
    ...ofEnds(facts),
    ...ownEntries(facts.result).flatMap((entry) => [
      ...when(!hasItsPasses(entry), 'other-passes', nameOf(entry)),
      ...ofFirstToken(entry),
      ...ofWaits(entry, facts),
    ]),
  ],
});

/** In the order in which they ran, each after the one before. */
function ofEnds({ result }: OwnFacts): readonly Finding<'no-times' | 'outside-the-run' | 'at-once'>[] {
  const timed = result.results.flatMap((entry) => timedOf(entry).map((one) => ({ ...one, name: nameOf(entry) })));
  const sorted = timed.toSorted((a, b) => a.order - b.order);
  let free = 0;
  for (const { name, seconds, ended } of sorted) {
    if (ended === undefined) return [finding('no-times', name)];
    if (ended > result.elapsedSeconds + TICK || ended - seconds < -TICK) return [finding('outside-the-run', name)];
    if (ended - seconds < free - TICK) return [finding('at-once', name)];
    free = ended;
  }
  return [];
}

/** All repetitions have the same, which the last pass before them decided; a budget may have made them fewer. */
function hasItsPasses(entry: ResultEntry): boolean {
  const { warmUpSeconds, cold } = entry;
  const most = passesFor(SHORTEST.gpu, warmUpSeconds.at(-1) ?? cold?.seconds ?? 0);
  const passes = new Set(timedOf(entry).map((one) => one.passes ?? 1));
  return passes.size <= 1 && [...passes].every((many) => many <= most);
}

function ofFirstToken(entry: ResultEntry) {
  const own = middle(passSeconds(entry));
  const told = middle(entry.ttftSeconds?.samples ?? []);
  if (own === null || told === null) return [];
  return when(isApart(told, own), 'first-token', nameOf(entry), times(told / own));
}

/** Of the streamed decode whose waits the document holds: as many as its passes have, in the mean. */
function ofWaits(entry: ResultEntry, { result: { latency } }: OwnFacts) {
  const { phase, tokens, depth, batch, delivery, engine, format, model } = entry;
  if (phase !== 'decode' || depth !== 0 || batch !== 1 || delivery !== 'streamed' || tokens < 2) return [];
  const row = latency?.find(
    (one) => one.of === 'repetitions' && one.engine === engine && one.format === format && one.model === model.name,
  );
  const passes = passSeconds(entry);
  if (row === undefined || passes.length === 0 || row.waits.length !== passes.length * (tokens - 1)) return [];
  const told = (mean(row.waits) ?? 0) * tokens;
  const own = mean(passes) ?? 0;
  return when(isApart(told, own), 'token-times', nameOf(entry), times(told / own));
}

const isApart = (a: number, b: number): boolean => Math.max(a, b) > MOST_APART * Math.min(a, b);

const middle = (all: readonly number[]): number | null => all.toSorted((a, b) => a - b)[all.length >> 1] ?? null;

const mean = (all: readonly number[]): number | null =>
  all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0) / all.length;

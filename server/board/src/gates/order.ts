/**
 * In which order the tests of a run were loaded. The engine shuffles the repetitions of each round, by a stream of numbers that the run's seed begins
 * and that nothing else draws from: so what ran when tells the order before the shuffle, however the document lists it.
 */
import { PROFILES } from '../../../../src/benchmark/suite/suite';
import { shuffled, uniform } from '../../../../src/foundation/random';
import type { Result, ResultEntry } from '../../../../src/report/schema';

/**
 * Of those that were repeated together first. Null where two rounds do not agree: a test was left out between them, or a repetition was voided
 * until it was given up. Then nothing is known, and nothing is said.
 */
export function loadedInOrder(result: Result): readonly ResultEntry[] | null {
  const random = uniform(seedOf(result));
  const [first, second] = firstRounds(result.results).map((ran) => unshuffled(ran, random));
  if (first === undefined || second?.length !== first.length) return null;
  return first.every((one, i) => one === second[i]) ? first : null;
}

/** A run by hand says it in its receipt. */
function seedOf({ suite: { profile }, receipt }: Result): number {
  if (profile !== 'custom') return PROFILES[profile].seed;
  return Number(new URLSearchParams(receipt?.text).get('seed'));
}

/** What has a round ran side by side: the two lowest, each in the order in which it ran. */
function firstRounds(results: readonly ResultEntry[]): readonly (readonly ResultEntry[])[] {
  const timed = results.flatMap((entry) => entry.durations.map(({ order, round }) => ({ entry, order, round })));
  const rounds = [...new Set(timed.flatMap(({ round }) => round ?? []))].toSorted((a, b) => a - b);
  const inOrder = timed.toSorted((a, b) => a.order - b.order);
  return rounds.slice(0, 2).map((round) => inOrder.filter((one) => one.round === round).map(({ entry }) => entry));
}

function unshuffled<T>(ran: readonly T[], random: () => number): readonly T[] {
  const places = shuffled([...ran.keys()], random);
  return ran.toSorted((a, b) => (places[ran.indexOf(a)] ?? 0) - (places[ran.indexOf(b)] ?? 0));
}

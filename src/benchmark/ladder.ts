/**
 * What the time budget cannot hold shrinks in a fixed order: repetitions to 5, their least length on a GPU to half and a quarter of a second, tests beyond the least depth, batches from the
 * largest, tokens, prompt, batched decode, then the next smaller shape, where it begins anew. Each rung is a workload of its own, named
 * beside its number. Pure: it is given what everything would take.
 */
import { seconds, type Seconds } from '../foundation/units';
import { deliveryOf, testName, type Phase, type Test } from './workload';

export interface Rung {
  readonly shape: string;
  readonly repetitions: number;
  /** A repetition lasts at least this long. */
  readonly shortest: Seconds;
  readonly tests: readonly Test[];
}

/** The fewest repetitions that still bound a median (statistics/order-statistics). */
export const FEWEST_REPETITIONS = 5;

/** Shorter than this, the steps of a coarse clock and the pauses of a browser would show. */
const SHORTEST_STEPS = [0.5, 0.25].map(seconds);

/** Where tokens and prompt stop shrinking: below, start-up would be most of what is measured. */
const GENERATE_STEPS = [32, 16];
const PROMPT_STEPS = [256, 128, 64];

/** The rungs from `first` down, each smaller than the one before. @param shapes that it may come to, the largest first */
export const ladder = (first: Rung, shapes: readonly string[]): readonly Rung[] =>
  shapes.flatMap((shape) => shrinkWithin({ ...first, shape }));

function shrinkWithin(first: Rung): Rung[] {
  const rungs = [first];
  const push = (change: Partial<Rung>) => {
    const last = rungs.at(-1) ?? first;
    rungs.push({ ...last, ...change });
  };
  const tests = () => rungs.at(-1)?.tests ?? [];
  if (first.repetitions > FEWEST_REPETITIONS) push({ repetitions: FEWEST_REPETITIONS });
  for (const shortest of SHORTEST_STEPS) if (shortest < first.shortest) push({ shortest });
  const least = Math.min(...tests().map(({ depth }) => depth));
  if (tests().some(({ depth }) => depth > least)) push({ tests: tests().filter(({ depth }) => depth === least) });
  for (const batch of largerBatches(tests())) push({ tests: tests().filter((test) => test.batch < batch) });
  for (const generate of GENERATE_STEPS) {
    if (generate < most(tests(), 'decode')) push({ tests: atMost(tests(), 'decode', generate) });
  }
  for (const prompt of PROMPT_STEPS) {
    if (prompt < most(tests(), 'prefill')) push({ tests: atMost(tests(), 'prefill', prompt) });
  }
  const streamed = tests().filter((test) => deliveryOf(test) === 'streamed');
  if (streamed.length > 0 && streamed.length < tests().length) push({ tests: streamed });
  return rungs;
}

/** All but the least, the largest first. */
const largerBatches = (tests: readonly Test[]): readonly number[] =>
  [...new Set(tests.map(({ batch }) => batch))].sort((a, b) => b - a).slice(0, -1);

const most = (tests: readonly Test[], of: Phase): number =>
  Math.max(0, ...tests.map(({ phase, tokens }) => (phase === of ? tokens : 0)));

const atMost = (tests: readonly Test[], of: Phase, limit: number): Test[] =>
  tests.map((test) => (test.phase === of ? { ...test, tokens: Math.min(test.tokens, limit) } : test));

/** The first rung whose expected seconds fit into `budget`, or the last where none does. */
export function chooseRung(rungs: readonly Rung[], budget: number, expected: (rung: Rung) => number): Rung {
  const chosen = rungs.find((rung) => expected(rung) <= budget) ?? rungs.at(-1);
  if (chosen === undefined) throw new RangeError('a ladder without rungs');
  return chosen;
}

/**
 * How the workload shrank, in words that stand beside the number; empty where it did not. Repetitions are no part of it: how many
 * there is time for is known once they were made (less.ts).
 */
export function describeShrinking(from: Rung, to: Rung): string[] {
  const said: string[] = [];
  const gone = from.tests.filter(
    (test) =>
      !to.tests.some(
        (one) =>
          one.phase === test.phase &&
          one.depth === test.depth &&
          one.batch === test.batch &&
          deliveryOf(one) === deliveryOf(test),
      ),
  );
  if (gone.length > 0) said.push(`left out: ${gone.map(testName).join(', ')}`);
  const shrank = (phase: Phase, what: string) => {
    const [before, after] = [most(from.tests, phase), most(to.tests, phase)];
    if (after < before) said.push(`${what} ${before} → ${after}`);
  };
  shrank('decode', 'generated tokens');
  shrank('prefill', 'prompt');
  if (to.shape !== from.shape) said.push(`shape ${from.shape} → ${to.shape}`);
  return said;
}

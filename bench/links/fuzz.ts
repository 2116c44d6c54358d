/** Mutated links in turn, each judged, and what all of them did together. */
import type { Result } from '../../src/report/schema';
import { judged } from './judge';
import { dice, KINDS, mutated, type Kind, type Sample } from './mutate';

/** Longer than this, and a page would be seen to stand still. */
export const MOST_MILLISECONDS = 50;
/** Of what was wrong, as much as somebody reads. */
const KEPT = 20;

export interface Fuzzed {
  readonly links: number;
  readonly wrong: number;
  /** Took too long, of the processor's time too, every time it was tried. */
  readonly slow: number;
  /** Took too long by the clock alone: another program had the processor, or the engine its memory to tidy. */
  readonly delayed: number;
  readonly longestMilliseconds: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly findings: readonly string[];
}

interface Subject {
  readonly samples: readonly Sample[];
  readonly mine: Result;
}

export async function fuzz(
  { samples, mine }: Subject,
  count: number,
  seed: number,
  tell: (done: number) => void = () => undefined,
): Promise<Fuzzed> {
  const roll = dice(seed);
  const outcomes = new Map<string, number>();
  const findings: string[] = [];
  let [wrong, slow, delayed, longest] = [0, 0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const sample = roll.of(samples, { link: '', document: '{}' });
    const kind: Kind = roll.of(KINDS, 'letters');
    const address = await mutated(sample, kind, roll);
    const note = (what: string): void => {
      if (findings.length < KEPT) findings.push(`${kind} ${i}: ${what}\n  ${JSON.stringify(address.slice(0, 3000))}`);
    };
    const one = await judged(address, mine);
    let { milliseconds } = one;
    if (milliseconds > MOST_MILLISECONDS) {
      milliseconds = await quickest(address, mine);
      if (milliseconds > MOST_MILLISECONDS) {
        slow += 1;
        note(`${milliseconds.toFixed(1)} ms`);
      } else delayed += 1;
    }
    longest = Math.max(longest, milliseconds);
    const key = `${kind}: ${one.outcome}`;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    if (one.wrong !== '') {
      wrong += 1;
      note(one.wrong);
    }
    if ((i + 1) % 10_000 === 0) tell(i + 1);
  }
  return { links: count, wrong, slow, delayed, longestMilliseconds: longest, outcomes, findings };
}

/** Milliseconds of the processor, the least of three more tries. */
async function quickest(address: string, mine: Result): Promise<number> {
  const tries: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    const before = process.cpuUsage();
    await judged(address, mine);
    const { user, system } = process.cpuUsage(before);
    tries.push((user + system) / 1000);
  }
  return Math.min(...tries);
}

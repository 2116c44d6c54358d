/**
 * Answers over many runs in two steps. Whoever asks first gets one of a few devices, with its error, and does not wait; behind it, for who asks
 * again, one is made of as many runs as the board reads for a figure. Where few are all that there are, the first one is whole.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Sampling } from '../contract/reads/figure';
import type { Line } from '../operations/line';
import { keeper } from './keeper';

export interface Sketched<T> {
  /** @param make of so many runs at most */
  readonly get: (key: string, make: (most: number) => Promise<T>) => Promise<T>;
}

/** Who makes them. */
export interface Making {
  readonly line: Line;
  readonly behind: Behind;
}

interface Options extends Making {
  readonly few: number;
  readonly most: number;
  /** Answers kept of either kind. */
  readonly kept: number;
}

const SECOND = 1000;
const CHEAP_MS = 60 * SECOND;
/** What costs much changes little when a run comes in. */
const DEAR_MS = 300 * SECOND;
const STALE_MS = 1800 * SECOND;

export function sketched<T extends { readonly sampling: Sampling }>(options: Options): Sketched<T> {
  const { few, most, kept, line, behind } = options;
  const quick = keeper<T>({ most: kept, freshMs: freshOf, staleMs: STALE_MS, line });
  const whole = keeper<T>({ most: kept, freshMs: () => DEAR_MS, staleMs: STALE_MS });
  return {
    get: async (key, make) => {
      const better = (): void =>
        behind.offer(key, async () => {
          await whole.renew(key, () => make(most));
          quick.drop(key);
        });
      const made = whole.peek(key);
      if (made !== undefined) {
        if (!made.isFresh) better();
        return made.value;
      }
      const isAskedAgain = quick.peek(key) !== undefined;
      const answer = await quick.get(key, async () => {
        const first = await make(Math.min(few, most));
        return { ...first, sampling: { ...first.sampling, isFirst: few < most && first.sampling.share < 1 } };
      });
      if (isAskedAgain && answer.sampling.isFirst) better();
      return answer;
    },
  };
}

/** Of the runs that come in, few are of the devices of a sample. */
const freshOf = ({ sampling: { share } }: { readonly sampling: Sampling }): number => (share < 1 ? DEAR_MS : CHEAP_MS);

/** What is made while nobody waits for it. */
export interface Behind {
  /** Left out where too much waits already: who asks again offers it again. */
  offer(key: string, work: () => Promise<unknown>): void;
}

interface BehindOptions {
  /** Of the time that it works at most: what it takes is taken from who asks meanwhile. */
  readonly share: number;
  /** So much of its share it keeps for later where nothing is to be done, so that few who ask need not wait for its pauses. */
  readonly savedMs: number;
  /** At most. */
  readonly waiting: number;
  /** Of what failed. */
  readonly note: (thrown: unknown) => void;
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
}

export function createBehind(options: BehindOptions): Behind {
  const { share, savedMs, waiting, note, now = () => performance.now(), pause = rest } = options;
  const queue = new Map<string, () => Promise<unknown>>();
  let isWorking = false;
  /** When its share of the time will be as much as it has worked. */
  let evenAt = -Infinity;
  const work = async (): Promise<void> => {
    isWorking = true;
    for (let [next] = queue; next !== undefined; [next] = queue) {
      const [key, make] = next;
      const early = evenAt - now();
      if (early > 0) await pause(early);
      const began = now();
      // Whoever asks again offers it again.
      try {
        await make();
      } catch (thrown) {
        note(thrown);
      }
      queue.delete(key);
      evenAt = Math.max(evenAt, began - savedMs / share) + (now() - began) / share;
    }
    isWorking = false;
  };
  return {
    offer: (key, make) => {
      if (queue.size >= waiting || queue.has(key)) return;
      queue.set(key, make);
      if (!isWorking) void work();
    },
  };
}

/** Keeps no program from its end. */
const rest = (ms: number): Promise<unknown> => delay(ms, undefined, { ref: false });

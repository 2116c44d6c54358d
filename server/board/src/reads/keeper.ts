/**
 * Answers that cost the database much, kept in this process: fresh for a while, then given out stale while one asker makes a new one, so
 * that nobody waits but whoever asks first. So many are made at once and so many wait, whatever is asked for; while somebody waits in its line
 * for an answer that there is not yet, one that was fresh not long ago is not made anew. Not a cache of HTTP.
 */
import type { Line } from '../operations/line';

export interface KeeperOptions<T> {
  /** Answers kept; the one asked for longest ago goes first. */
  readonly most: number;
  readonly freshMs: (value: T) => number;
  /** After that it is made anew before it is given out. */
  readonly staleMs: number;
  readonly line?: Line;
  readonly now?: () => number;
}

/** A stale answer waits for so many of its times until it is made anew in any case. */
const PATIENCE = 5;

interface Peeked<T> {
  readonly value: T;
  readonly isFresh: boolean;
  /** Since long ago. */
  readonly isOld: boolean;
}

/** @param before what was kept of that key, however old */
export type Make<T> = (before: T | undefined) => Promise<T>;

export interface Keeper<T> {
  get(key: string, make: Make<T>): Promise<T>;
  /** What get would give out at once. Undefined of what would have to be made first. */
  peek(key: string): Peeked<T> | undefined;
  /** Made anew, or waited for where somebody is at it. */
  renew(key: string, make: Make<T>): Promise<T>;
  /** Of something better that has come since. */
  drop(key: string): void;
  /** Nothing of what there is is given out any more. */
  forget(): void;
}

interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

export function keeper<T>({ most, freshMs, staleMs, line, now = Date.now }: KeeperOptions<T>): Keeper<T> {
  const kept = new Map<string, Kept<T>>();
  const underWay = new Map<string, Promise<T>>();
  /** What was under way before is of older rows. */
  let age = 0;

  const made = (key: string, make: Make<T>): Promise<T> => {
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const began = age;
    const before = kept.get(key)?.value;
    const promise = (line === undefined ? make(before) : line.run(() => make(before)))
      .then((value) => {
        if (began === age) {
          kept.delete(key);
          kept.set(key, { value, at: now() });
          const [oldest] = kept.keys();
          if (kept.size > most && oldest !== undefined) kept.delete(oldest);
        }
        return value;
      })
      .finally(() => {
        if (underWay.get(key) === promise) underWay.delete(key);
      });
    underWay.set(key, promise);
    return promise;
  };

  const peek: Keeper<T>['peek'] = (key) => {
    const there = kept.get(key);
    if (there === undefined) return undefined;
    const passed = now() - there.at;
    if (passed >= staleMs) return undefined;
    kept.delete(key);
    kept.set(key, there);
    const fresh = freshMs(there.value);
    return { value: there.value, isFresh: passed < fresh, isOld: passed >= PATIENCE * fresh };
  };

  return {
    peek,
    renew: made,
    get: async (key, make) => {
      const there = peek(key);
      if (there === undefined) return made(key, make);
      // Whoever made it fail hears of it when it is stale for good.
      if (!there.isFresh && (there.isOld || line?.isWaitedIn() !== true)) void made(key, make).catch(() => undefined);
      return there.value;
    },
    drop: (key) => void kept.delete(key),
    forget: () => {
      age += 1;
      for (const [key, { value }] of kept) kept.set(key, { value, at: -Infinity });
      underWay.clear();
    },
  };
}

/**
 * A line before what takes memory and the processor: so many are worked on at once, some more wait in their order, and whoever comes then
 * is sent away for a moment rather than kept.
 */
import { ProblemError, type Said } from '../problem/problem-error';

export interface Line {
  /** @throws ProblemError where too many wait */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Whether somebody waits: what can be done later would take a place from who comes next. */
  isWaitedIn(): boolean;
}

export interface LineOptions {
  readonly atOnce: number;
  /** More than these are sent away. */
  readonly waiting: number;
  /** What those hear, and in how many seconds they may come again. */
  readonly busy: Pick<Said, 'detail' | 'remedy'> & { readonly retryAfter: number };
}

export function createLine({ atOnce, waiting, busy }: LineOptions): Line {
  let running = 0;
  const queue: (() => void)[] = [];
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new ProblemError({ ...BUSY, ...busy });
      // Whoever leaves hands the place over, so that nobody comes in between.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return { run, isWaitedIn: () => queue.length > 0 };
}

const BUSY = { status: 503, code: 'busy', title: 'The board cannot answer now' } as const;

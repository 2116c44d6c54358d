/** So many at once, each asking again as soon as it has its answer: how much is done in a second at most. */
import { performance } from 'node:perf_hooks';

export interface ClosedLoop {
  readonly seconds: number;
  /** How many were done. */
  readonly count: number;
  /** Of each. */
  readonly milliseconds: readonly number[];
}

/** @param work null where there is nothing left to do, which ends it before its time */
export async function closedLoop(
  workers: number,
  seconds: number,
  work: () => Promise<unknown> | null,
): Promise<ClosedLoop> {
  const milliseconds: number[] = [];
  const began = performance.now();
  const until = began + 1000 * seconds;
  const worker = async (): Promise<void> => {
    for (let now = began; now < until;) {
      const done = work();
      if (done === null) return;
      await done;
      const after = performance.now();
      milliseconds.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return { seconds: (performance.now() - began) / 1000, count: milliseconds.length, milliseconds };
}

/**
 * Requests at times that were fixed beforehand, however long the answers take, each timed from when it was meant to begin. A client
 * that waits for one answer before it asks again would leave out the very requests that a slow server makes wait (Tene, "coordinated
 * omission"); tools with a fixed number of connections, autocannon among them, do that and correct for it by a model.
 */
import { performance } from 'node:perf_hooks';
import type { Answered } from './ask';

export interface Job {
  readonly name: string;
  /** Seconds from the start. */
  readonly at: number;
  readonly run: () => Promise<Answered>;
}

export interface Done {
  readonly name: string;
  readonly at: number;
  /** From the intended start to the last byte. */
  readonly milliseconds: number;
  readonly answer: Answered;
}

export interface OpenLoop {
  readonly done: readonly Done[];
  /** How much later than meant a request began at most: it is in the times. */
  readonly latest: number;
}

export async function openLoop(jobs: readonly Job[]): Promise<OpenLoop> {
  const inOrder = jobs.toSorted((a, b) => a.at - b.at);
  const running: Promise<Done>[] = [];
  const began = performance.now();
  let latest = 0;
  const start = async (job: Job): Promise<Done> => {
    const intended = began + 1000 * job.at;
    latest = Math.max(latest, performance.now() - intended);
    const answer = await job.run();
    return { name: job.name, at: job.at, milliseconds: performance.now() - intended, answer };
  };
  await new Promise<void>((resolve) => {
    let next = 0;
    const turn = (): void => {
      for (; next < inOrder.length; next += 1) {
        const job = inOrder[next];
        if (job === undefined) break;
        const wait = began + 1000 * job.at - performance.now();
        // A timer never fires early, and up to a millisecond late, which counts.
        if (wait > 0) return void setTimeout(turn, wait);
        running.push(start(job));
      }
      resolve();
    };
    turn();
  });
  return { done: await Promise.all(running), latest };
}

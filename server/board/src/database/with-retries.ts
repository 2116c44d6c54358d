/** Two transactions that wait for each other: one of them is undone, and does it all again. */
import { failureOf } from './database-error';

const MOST_TRIES = 4;

export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (failureOf(thrown) !== 'conflict' || tries >= MOST_TRIES) throw thrown;
    }
  }
}

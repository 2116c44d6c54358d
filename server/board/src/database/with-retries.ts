/**
 * Two transactions that wait for each other, or that write one row with two keys at once, where `on conflict` names only the first: one of them is
 * undone, and does it all again.
 */
import { failureOf, type DatabaseFailure } from './database-error';

const MOST_TRIES = 4;
const AGAIN: readonly (DatabaseFailure | null)[] = ['conflict', 'duplicate'];

export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (!AGAIN.includes(failureOf(thrown)) || tries >= MOST_TRIES) throw thrown;
    }
  }
}

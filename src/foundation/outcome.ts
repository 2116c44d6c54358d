/** An answer that crosses from a worker: success or a typed error, as data. An Error object would lose its type on the way through comlink. */
import { asTokamarkError, TokamarkError, type ErrorData } from './errors';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

/** Back in the world of exceptions, where page and command handle errors in one place. @throws TokamarkError where the answer is one */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new TokamarkError(outcome.error);
}

/** The answer where something was thrown. */
export const failed = (thrown: unknown): Extract<Outcome<never>, { ok: false }> => ({
  ok: false,
  error: asTokamarkError(thrown).toData(),
});

/** What `work` gives or throws, as an answer. */
export async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return failed(thrown);
  }
}

/** Brings an engine's answer back into the world of exceptions, where page and command handle errors in one place. */
import { asTokamarkError, TokamarkError } from '../foundation/errors';
import type { Outcome } from './protocol';

/** @throws TokamarkError where the engine answered with one. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new TokamarkError(outcome.error);
}

/** An engine's answer where something was thrown. */
export const failed = (thrown: unknown): Extract<Outcome<never>, { ok: false }> => ({
  ok: false,
  error: asTokamarkError(thrown).toData(),
});

/** Brings an engine's answer back into the world of exceptions, where the command line handles errors in one place. */
import { TokamarkError } from '../foundation/errors';
import type { Outcome } from '../worker/protocol';

/** @throws TokamarkError where the engine answered with one. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new TokamarkError(outcome.error);
}

/** What a cancelled run throws, between two steps of it. */
import { TokamarkError, type ErrorData } from './errors';

export const CANCELLED: ErrorData = {
  code: 'cancelled',
  message: 'The run was cancelled.',
  where: '',
  remedy: 'The figures so far are kept. Run again to measure everything.',
};

/** @throws TokamarkError `cancelled`. */
export function throwIfCancelled(signal: AbortSignal | null): void {
  if (signal?.aborted === true) throw new TokamarkError(CANCELLED);
}

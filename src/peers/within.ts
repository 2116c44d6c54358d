/** What is waited for, but not for ever. */
import { CANCELLED } from '../foundation/cancel';
import { TokamarkError } from '../foundation/errors';
import type { Seconds } from '../foundation/units';

/** @throws TokamarkError `cancelled` as soon as `signal` is set, `peer` once `limit` has passed; what `answer` throws */
export async function within<T>(answer: Promise<T>, limit: Seconds, signal: AbortSignal | null): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cancel: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLong(limit)), limit * 1000);
    cancel = () => reject(new TokamarkError(CANCELLED));
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel);
  });
  try {
    return await Promise.race([answer, ended]);
  } finally {
    clearTimeout(timer);
    if (cancel !== undefined) signal?.removeEventListener('abort', cancel);
  }
}

const tooLong = (limit: Seconds): TokamarkError =>
  new TokamarkError({
    code: 'peer',
    message: `It did not answer within ${Math.round(limit)} s, and was ended.`,
    where: '',
    remedy: 'The other figures hold. Run again: if it happens each time, the engine hangs on this device.',
  });

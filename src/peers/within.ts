/** What is waited for, but not for ever. */
import { CANCELLED } from '../foundation/cancel';
import { TokamarkError } from '../foundation/errors';
import type { Seconds } from '../foundation/units';

export interface Wait {
  readonly limit: Seconds;
  readonly signal: AbortSignal | null;
  /** Of what is waited for, as people call it. */
  readonly name: string;
}

/** @throws TokamarkError `cancelled` as soon as `signal` is set, `peer` once `limit` has passed; what `answer` throws */
export async function within<T>(answer: Promise<T>, { limit, signal, name }: Wait): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cancel: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLong(limit, name)), limit * 1000);
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

const tooLong = (limit: Seconds, name: string): TokamarkError =>
  new TokamarkError({
    code: 'peer',
    message: `${name} did not answer within ${Math.round(limit)} s, and was ended.`,
    where: name,
    remedy: 'The other figures hold. Run again: if it happens each time, the engine hangs on this device.',
  });

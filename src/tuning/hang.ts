/** Gives up on work that a device does not finish. */
import { TokamarkError } from '../foundation/errors';

const TICK_MILLISECONDS = 250;

/**
 * What `work` gives, if that takes no longer than `limit` seconds in which this thread was free: while it computes a reference
 * itself, the device is not to blame.
 * @throws TokamarkError `device-lost` afterwards; `work` goes on unheard.
 */
export async function orHang<T>(work: Promise<T>, limit: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined;
  let waited = 0;
  const hang = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      // A tick that comes late counts as one: timers do not make up for those that were missed.
      waited += TICK_MILLISECONDS / 1000;
      if (waited > limit) reject(hung(what, limit));
    }, TICK_MILLISECONDS);
  });
  try {
    return await Promise.race([work, hang]);
  } finally {
    clearInterval(timer);
    work.catch(() => undefined);
  }
}

function hung(what: string, limit: number): TokamarkError {
  return new TokamarkError({
    code: 'device-lost',
    message: `The GPU did not finish ${what} within ${Number(limit.toPrecision(2))} seconds.`,
    where: what,
    remedy: 'Run again: this variant is left out from now on. If it happens each time, restart the browser.',
  });
}

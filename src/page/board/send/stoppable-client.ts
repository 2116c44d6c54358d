/** The board beside the page, for as long as somebody waits for its answers. */
import { boardClient, type BoardClient } from '../../../../server/board/src/client/board-client';
import { CANCELLED } from '../../../foundation/cancel';
import { TokamarkError } from '../../../foundation/errors';
import { time } from '../time';

const address = (): string => new URL('.', location.href).href;

/** Once `stop` is aborted, what is on its way is given up, and nothing is sent again; left out, it is waited for. */
export const clientUntil = (stop: AbortSignal = new AbortController().signal): BoardClient =>
  boardClient({
    address: address(),
    now: time.now,
    fetch: (url, init) => fetch(url, { ...init, signal: either(stop, init.signal ?? null) }),
    wait: (seconds) => Promise.race([time.wait(seconds), stopped(stop)]),
  });

const stopped = (stop: AbortSignal): Promise<never> =>
  new Promise((_, reject) => whenAborted(stop, () => reject(new TokamarkError(CANCELLED))));

/** Not every browser that has WebGPU has AbortSignal.any. */
function either(first: AbortSignal, second: AbortSignal | null): AbortSignal {
  const both = new AbortController();
  for (const signal of [first, second]) if (signal !== null) whenAborted(signal, () => both.abort());
  return both.signal;
}

function whenAborted(signal: AbortSignal, end: () => void): void {
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
}

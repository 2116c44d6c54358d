/** The page's end of the connection to the command that opened it: asks for calls, one after the other, and tells what it has to tell in order. */
import { decodeBlob } from '../../foundation/decode-text';
import { TokamarkError } from '../../foundation/errors';
import { callSchema, type Call, type Said } from '../../worker/driven/messages';

const MOST_CALL = 1024 * 1024;

export interface Wire {
  /** The next call; null where there was none for a while. */
  readonly next: () => Promise<Call | null>;
  /** Resolves once it has arrived, after all that was said before. */
  readonly say: (said: Said) => Promise<void>;
}

/** @param place ends in a slash; the command's server answers there */
export function wire(place: URL, fetchFrom: typeof fetch = (...asked) => fetch(...asked)): Wire {
  const ask = async (name: string, request: RequestInit): Promise<Response> => {
    try {
      const response = await fetchFrom(new URL(name, place), request);
      if (response.ok) return response;
      throw gone(`HTTP ${response.status}`);
    } catch (cause) {
      throw cause instanceof TokamarkError ? cause : gone('no answer', cause);
    }
  };
  let last: Promise<void> = Promise.resolve();
  return {
    next: async () => {
      const response = await ask('next', { cache: 'no-store' });
      if (response.status === 204) return null;
      const text = await decodeBlob(await response.blob(), 'driven/next', 'network', MOST_CALL);
      return callSchema.parse(JSON.parse(text));
    },
    say: (said) => {
      const body = JSON.stringify(said);
      last = last.then(async () => {
        await ask('said', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
      });
      return last;
    },
  };
}

const gone = (why: string, cause?: unknown): TokamarkError =>
  new TokamarkError(
    {
      code: 'network',
      message: `The command that opened this page does not answer (${why}).`,
      where: 'driven.html',
      remedy: 'Close this tab, and run the command again.',
    },
    { cause },
  );

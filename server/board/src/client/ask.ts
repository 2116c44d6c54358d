/** One request to a board, sent again where nobody has answered it: everything that is sent here may be sent twice. */
import { TokamarkError } from '../../../../src/foundation/errors';
import { UnansweredError } from './answer';
import { nextTry, type Patience } from './patience';

/** Where the board is, and by what it is reached. */
export interface Place {
  /** Ends in a slash. */
  readonly address: string;
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  /** Resolves after so many seconds. @throws TokamarkError `cancelled` where the person does not wait */
  readonly wait: (seconds: number) => Promise<void>;
  /** Seconds, by any clock. */
  readonly now: () => number;
}

export interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the address: `api/runs`. */
  readonly path: string;
  /** JSON. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Milliseconds for one try: a run of a megabyte over a slow line, checked by a board that is busy. */
const MOST_MILLISECONDS = 60_000;

/** Once. @throws UnansweredError where there is no answer, and what `read` throws */
export async function askOnce<T>(
  { address, fetch }: Pick<Place, 'address' | 'fetch'>,
  { method, path, body, headers = {} }: Asked,
  read: (response: Response, where: string) => Promise<T>,
): Promise<T> {
  const url = new URL(path, address);
  const where = `${method} ${url.href}`;
  const own = body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' };
  const init: RequestInit = {
    method,
    headers: own,
    ...(body === undefined ? {} : { body }),
    // What is sent goes to the board that was named and nowhere else, and says nothing of who was here before.
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal: AbortSignal.timeout(MOST_MILLISECONDS),
  };
  try {
    return await read(await fetch(url, init), where);
  } catch (thrown) {
    if (thrown instanceof TokamarkError) throw thrown;
    throw new UnansweredError(null, `The board at ${address} does not answer.`, where, thrown);
  }
}

/** Until it is answered, refused, or patience is over. @throws as askOnce */
export async function ask<T>(
  place: Place,
  asked: Asked,
  read: (response: Response, where: string, tries: number) => Promise<T>,
  patience: Patience,
): Promise<T> {
  const began = place.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await askOnce(place, asked, (response, where) => read(response, where, tries));
    } catch (thrown) {
      if (!(thrown instanceof UnansweredError)) throw thrown;
      const spent = place.now() - began;
      const wait = nextTry(patience, { tries, spent, asked: thrown.retryAfter, chance: Math.random() });
      if (wait === null) throw thrown;
      await place.wait(wait);
    }
  }
}

/** One request to a server and its answer, within limits of size and of time. Not what is asked (client.ts). */
import { CANCELLED } from '../../foundation/cancel';
import { TokamarkError } from '../../foundation/errors';
import { errorOf, jsonOf } from './answers';
import { notFound, notUnderstood, refused, refusedKey, tooLarge } from './failures';

export interface Place {
  readonly fetch: typeof fetch;
  /** Of a request that came to nothing, which a page and a command know differently much of. */
  readonly unreachable: (cause: unknown) => TokamarkError;
}

export interface Asking {
  readonly address: string;
  readonly key: string | null;
  readonly signal: AbortSignal;
}

/** Of an answer that is read as a whole. */
const MOST_LETTERS = 2_000_000;

/** An answer that is one, whatever its status. @throws TokamarkError `peer`, `cancelled` */
export async function request(
  place: Place,
  { address, key, signal }: Asking,
  path: string,
  body: unknown = null,
): Promise<Response> {
  const headers = {
    ...(body === null ? {} : { 'Content-Type': 'application/json' }),
    ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
  };
  const asked = body === null ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
  try {
    return await place.fetch(new URL(path, address), {
      ...asked,
      ...{ headers, signal, mode: 'cors', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' },
      // Where a person has not sent it, nothing goes.
      redirect: 'error',
    });
  } catch (cause) {
    if (signal.aborted) throw new TokamarkError(CANCELLED);
    throw place.unreachable(cause);
  }
}

/** @throws TokamarkError `peer` of a status that is no success */
export async function assertAnswered(answer: Response, what: string): Promise<void> {
  const { status, ok } = answer;
  if (ok) return;
  if (status === 401 || status === 403) throw refusedKey(status);
  const said = errorOf(jsonOf(await shortText(answer))?.value);
  throw status === 404 && said === '' ? notFound(what) : refused(status, said);
}

/** Its beginning; empty where it cannot be read. */
async function shortText(answer: Response): Promise<string> {
  return wholeText(answer).catch(() => '');
}

/** @throws TokamarkError `peer` */
export async function wholeJson(answer: Response): Promise<unknown> {
  const json = jsonOf(await wholeText(answer));
  if (json === null) throw notUnderstood('something that is no JSON');
  return json.value;
}

async function wholeText(answer: Response): Promise<string> {
  let text = '';
  for await (const piece of textOf(answer)) {
    text += piece;
    if (text.length > MOST_LETTERS) throw tooLarge();
  }
  return text;
}

/** As it comes. Who stops reading ends the request. @throws TokamarkError `peer` of what is no UTF-8; what the connection throws */
export async function* textOf({ body }: Response): AsyncGenerator<string, void, undefined> {
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    // A connection that ends is another error than letters that are none.
    if (cause instanceof TypeError && /decod|encod|utf/i.test(cause.message))
      throw notUnderstood('letters that are no UTF-8');
    throw cause;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

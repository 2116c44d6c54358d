/** A line to a server: asks through it, and ends whatever is under way. Its answers are data, since one lies in a worker. */
import { failed, type Outcome } from '../../foundation/outcome';
import { askModels, askText, NotTaken, type TextAsked } from './client';
import { unreachable } from './failures';
import type { Place } from './http';
import type { ServerAsked } from './asked';
import type { Streamed } from './streamed';

/** Where it is an error, whether the server takes no such request, by its status. */
export type Answered<T> = Outcome<T> &
  ({ readonly ok: true } | { readonly ok: false; readonly notTaken: number | null });

type Reached = Pick<ServerAsked, 'address' | 'key'>;

export interface ServerWork {
  readonly models: (server: Reached) => Promise<Answered<readonly string[]>>;
  readonly text: (server: Reached, asked: TextAsked) => Promise<Answered<Streamed>>;
}

export interface Line {
  readonly work: ServerWork;
  /** Rejects where what asks fails as a whole. */
  readonly failed: Promise<never>;
  /** Ends its requests, and the line. */
  readonly end: () => void;
}

export function serverWork(place: Place, signal: AbortSignal): ServerWork {
  const answered = async <T>(work: Promise<T>): Promise<Answered<T>> => {
    try {
      return { ok: true, value: await work };
    } catch (thrown) {
      if (thrown instanceof NotTaken) return { ...failed(thrown.why), notTaken: thrown.status };
      return { ...failed(thrown), notTaken: null };
    }
  };
  return {
    models: ({ address, key }) => answered(askModels(place, { address, key, signal })),
    text: ({ address, key }, asked) => answered(askText(place, { address, key, signal }, asked)),
  };
}

/** In this process: of the command. */
export function lineHere(): Line {
  const controller = new AbortController();
  const place: Place = { fetch: (...asked) => fetch(...asked), unreachable: (cause) => unreachable(reasonOf(cause)) };
  return {
    work: serverWork(place, controller.signal),
    failed: new Promise<never>(() => undefined),
    end: () => controller.abort(),
  };
}

/** By the code that Node.js gives: its words have the address in them. */
function reasonOf(cause: unknown): string {
  for (let at: unknown = cause; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : '';
    const said = REASONS[code];
    if (said !== undefined) return said;
    if (/certificate|self.signed|CERT/i.test(`${code} ${at.message}`)) return 'its certificate is not trusted';
    if (/redirect/i.test(at.message)) return 'it sends to another address';
  }
  return '';
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name is not known',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that machine',
  ECONNRESET: 'it ended the connection',
  UND_ERR_SOCKET: 'it ended the connection',
};

/** The API as a client meets it, without a socket. */
import { decodeUtf8 } from '../../../src/foundation/decode-text';
import type { BoardApp } from '../src/api/app';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Null of an empty one. */
  readonly body: unknown;
}

export type Ask = (
  method: string,
  path: string,
  body?: string,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered>;

export const askOf =
  (app: Pick<BoardApp, 'fetch'>): Ask =>
  async (method, path, body, headers = {}) => {
    const sent = body === undefined ? { method, headers } : { method, body, headers: { ...JSON_BODY, ...headers } };
    const response = await app.fetch(new Request(`http://board.test${path}`, sent));
    const text = decodeUtf8(new Uint8Array(await response.arrayBuffer()), path, 'internal');
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    const answer: unknown = text === '' ? null : isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, text, body: answer };
  };

const JSON_BODY = { 'Content-Type': 'application/json' };

/** One request over a kept connection, read to its end and not looked into: what measures must cost little itself. */
import { Agent, request } from 'node:http';

export interface Asked {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly body?: string | Buffer;
}

export interface Answered {
  /** 0 where the connection broke. */
  readonly status: number;
  readonly retryAfter: string | null;
  /** Made when it is looked at. */
  readonly text: string;
}

export interface Client {
  ask(asked: Asked): Promise<Answered>;
  close(): void;
}

/** Longer than any answer may take. */
const PATIENCE_MS = 60_000;

/** @param url of the server, with a slash at its end @param connections at once, at most */
export function clientOf(url: string, connections = Infinity): Client {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let number = 0;
  return {
    ask: ({ method, path, body }) =>
      new Promise((resolve) => {
        number += 1;
        const sent = body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': lengthOf(body) };
        const headers = { ...sent, 'X-Forwarded-For': addressOf(number) };
        const fail = ({ message }: Error): void => resolve({ status: 0, retryAfter: null, text: message });
        const asking = request({ agent, hostname, port, method, path, headers, timeout: PATIENCE_MS }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () => {
            const { statusCode: status = 0, headers: heard } = response;
            const retryAfter = heard['retry-after'] ?? null;
            resolve({
              ...{ status, retryAfter },
              get text() {
                return Buffer.concat(chunks).toString();
              },
            });
          });
        });
        asking.on('error', fail);
        asking.on('timeout', () => asking.destroy(new Error(`no answer in ${PATIENCE_MS / 1000} s`)));
        asking.end(body);
      }),
    close: () => agent.destroy(),
  };
}

const lengthOf = (body: string | Buffer): number => Buffer.byteLength(body);

/** As of many strangers behind one proxy: limits by address are not what is measured. */
const addressOf = (number: number): string => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

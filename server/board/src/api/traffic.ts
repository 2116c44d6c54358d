/** What happens around every request: an id, headers, a line of log, figures, and a count of those under way, for a graceful stop. */
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from './log';
import type { Metrics } from './metrics';
import type { Said } from '../problem/problem-error';
import { answerProblem } from './problem';

export interface Traffic {
  readonly middleware: MiddlewareHandler;
  readonly isStopping: () => boolean;
  /** No further requests; resolves when those under way are answered, or after that time. @returns how many were not */
  stop(patienceMs: number): Promise<number>;
}

/** Answers are data: nothing in them may run, be framed or be read by another site's page. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** Asked by machines all day long. */
const QUIET = ['/healthz', '/readyz', '/metrics'];

export function createTraffic(log: Log, metrics: Metrics): Traffic {
  let underWay = 0;
  let stopping = false;
  let ended = (): void => undefined;
  const middleware: MiddlewareHandler = async (context, next) => {
    const began = performance.now();
    const id = randomUUID();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    context.header('X-Request-Id', id);
    if (stopping) {
      context.header('Connection', 'close');
      if (!QUIET.includes(context.req.path)) return answerProblem(context, STOPPING);
    }
    underWay += 1;
    try {
      await next();
    } finally {
      underWay -= 1;
      if (underWay === 0) ended();
    }
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
    const seconds = (performance.now() - began) / 1000;
    const { method } = context.req;
    const route = routePath(context, -1);
    const { status } = context.res;
    metrics.observe({ method, route, status, seconds });
    const level = QUIET.includes(route) ? 'debug' : 'info';
    log[level]({ id, method, route, status, ms: Math.round(seconds * 1e4) / 10 }, 'answered');
    return undefined;
  };
  return {
    middleware,
    isStopping: () => stopping,
    stop: async (patienceMs) => {
      stopping = true;
      if (underWay > 0) {
        await new Promise<void>((resolve) => {
          const late = setTimeout(resolve, patienceMs);
          ended = () => {
            clearTimeout(late);
            resolve();
          };
        });
      }
      return underWay;
    },
  };
}

const STOPPING: Said = {
  ...{ status: 503, code: 'stopping', title: 'The board cannot answer now', retryAfter: 5 },
  detail: 'This board is being stopped. Nothing of this request was stored.',
  remedy: 'Send the same request again after the time in Retry-After.',
};

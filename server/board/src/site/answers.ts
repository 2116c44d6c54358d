/** What the API says of a view: asked in this process, by what the room itself would ask with, and counted for whoever asked for the page. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import { asTokamarkError, type ErrorData } from '../../../../src/foundation/errors';
import { apiOf, gpuApiOf, SUITES_API, type BoardView } from '../../../../src/page/board/address';
import { boardAnswer } from '../../../../src/page/board/ask';
import { WORDS } from '../../../../src/page/board/catalogue/words';
import type { FirstRows } from '../../../../src/page/board/first-rows';
import { cohortsSchema } from '../contract/reads/cohorts';
import { gpuPageSchema, slicesSchema } from '../contract/reads/gpus';
import { runSchema, runsSchema } from '../contract/reads/runs';
import { suitesSchema } from '../contract/reads/suites';
import { supportSchema } from '../contract/reads/support';

const STATUSES = [200, 400, 404, 429, 500, 503] as const;
/** Of what is asked behind the page, said of the page: how much is left to whoever asks, and when to come again. */
const PASSED = ['RateLimit-Policy', 'RateLimit', 'Retry-After'] as const;

/** A view that needs no answer. */
const STILL = 'public, max-age=30';

export interface Answers {
  /** 200, or what the first that failed was answered. */
  readonly status: (typeof STATUSES)[number];
  readonly headers: Readonly<Record<string, string>>;
  readonly first: FirstRows;
  /** In a reader's words: what went wrong where something of it is missing. */
  readonly error: ErrorData | null;
}

export async function answersOf(app: OpenAPIHono, context: Context, view: BoardView): Promise<Answers> {
  const heard: Response[] = [];
  const errors: ErrorData[] = [];
  const ask = askingFor(app, context);
  /** Nothing where it failed. */
  const read = async <T>(address: string, schema: z.ZodType<T>) => {
    const hear = async (): Promise<Response> => {
      const response = await ask(address);
      heard.push(response);
      return response;
    };
    // What goes wrong is said as the room says it.
    const load = boardAnswer({ ask: hear, page: context.req.url }, schema);
    try {
      return { address, value: await load(address, context.req.raw.signal) };
    } catch (thrown) {
      errors.push(asTokamarkError(thrown).toData());
      return undefined;
    }
  };
  const [rows, suites] = await Promise.all([firstOf(view, read), suitesFor(view, ask, context.req.url)]);
  const first = { ...rows, ...suites };
  const [error = null] = errors;
  const failed = heard.find(({ ok }) => !ok);
  const status = failed?.status ?? (error === null ? 200 : 500);
  return {
    status: STATUSES.find((one) => one === status) ?? 503,
    headers: { ...passedOf(failed ?? heard.at(-1)), 'Cache-Control': error === null ? cacheOf(heard) : 'no-store' },
    first,
    error: error === null ? null : forReaders(error, failed),
  };
}

/** To choose from, in the views that are of one. The page is whole without: nothing is said where they fail, and what is kept is kept as its rows. */
async function suitesFor(
  { see }: BoardView,
  ask: (address: string) => Promise<Response>,
  page: string,
): Promise<Pick<FirstRows, 'suites'>> {
  if (see !== 'ranking' && see !== 'gpu') return {};
  try {
    const load = boardAnswer({ ask: () => ask(SUITES_API), page }, suitesSchema);
    return { suites: { address: SUITES_API, value: await load(SUITES_API, new AbortController().signal) } };
  } catch {
    return {};
  }
}

type Read = <T>(
  address: string,
  schema: z.ZodType<T>,
) => Promise<{ readonly address: string; readonly value: T } | undefined>;

async function firstOf(view: BoardView, read: Read): Promise<FirstRows> {
  switch (view.see) {
    case 'ranking':
      return { ranking: await read(apiOf(view), cohortsSchema) };
    case 'gpu': {
      const [gpu, slices] = await Promise.all([read(gpuApiOf(view), gpuPageSchema), read(apiOf(view), slicesSchema)]);
      return { gpu, slices };
    }
    case 'run':
      return { run: await read(apiOf(view), runSchema) };
    case 'latest':
      return { latest: await read(apiOf(view), runsSchema) };
    case 'support':
      return { support: await read(apiOf(view), supportSchema) };
    case 'send':
    case 'about':
      return {};
  }
}

function askingFor(app: OpenAPIHono, context: Context): (address: string) => Promise<Response> {
  const headers = new Headers(context.req.raw.headers);
  for (const name of ['If-None-Match', 'Accept', 'Range']) headers.delete(name);
  // Who asks: limits by rate count it.
  const bindings: unknown = context.env;
  const env = typeof bindings === 'object' && bindings !== null ? bindings : {};
  return async (address) => app.request(`/${address}`, { headers }, env);
}

/** As long as the first of them to grow old: a run may be deleted, and is gone at once. */
function cacheOf(heard: readonly Response[]): string {
  const kept = heard.map(({ headers }) => headers.get('Cache-Control') ?? 'no-store');
  const seconds = (cache: string): number => Number(/max-age=(\d+)/.exec(cache)?.[1] ?? 0);
  return kept.toSorted((a, b) => seconds(a) - seconds(b))[0] ?? STILL;
}

const passedOf = (response: Response | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    PASSED.flatMap((name) => {
      const value = response?.headers.get(name) ?? null;
      return value === null ? [] : [[name, value] as const];
    }),
  );

/** A program reads headers; a person is told when to come again. */
function forReaders(error: ErrorData, failed: Response | undefined): ErrorData {
  const seconds = Number(failed?.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) ? { ...error, remedy: WORDS.failed.later(seconds) } : error;
}

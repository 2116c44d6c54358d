/** `/board`: the page with its room of the board open, and the first rows in it, for who reads without scripts and for who waits for them. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag } from 'hono/etag';
import type { z } from 'zod';
import { SITE } from '../../../../src/foundation/build';
import { decodeUtf8 } from '../../../../src/foundation/decode-text';
import { apiOf, viewOf, type BoardView } from '../../../../src/page/board/address';
import { ISOLATION_HEADERS, PROTECTION_HEADERS } from '../../../headers';
import { cohortsSchema } from '../contract/reads/cohorts';
import { runSchema } from '../contract/reads/runs';
import { PLACE_FILE, type BoardPlace } from '../contract/place';
import { boardPage, type BuiltPage } from './built-page';
import { CARD_ROUTE } from './card-address';
import { drawBoard, type Answer } from './draw';
import type { Drawing } from './png';
import { runCard } from './run-card';

const HALF_A_MINUTE = 'public, max-age=30';

export interface SiteParts {
  readonly built: BuiltPage;
  /** Of cards. */
  readonly drawing: Drawing;
}

/** @param site where the world finds the page; null where nobody has said */
export function addSite(app: OpenAPIHono, { built, drawing }: SiteParts, site: string | null = SITE): void {
  const pageOf = boardPage(built, site);
  const here: BoardPlace = { board: 'here' };
  app.get(`/${PLACE_FILE}`, (context) => {
    context.header('Cache-Control', 'no-cache');
    return context.json(here);
  });
  app.use('/board', etag());
  app.get('/board', async (context) => {
    const view = viewOf(new URL(context.req.url).searchParams);
    const { status, answer, cache } = await answerOf(app, context, view);
    for (const [name, value] of Object.entries({ ...PROTECTION_HEADERS, ...ISOLATION_HEADERS })) {
      context.header(name, value);
    }
    context.header('Cache-Control', cache);
    return context.html(pageOf(drawBoard(view, answer)), status);
  });
  addCards(app, drawing, site);
}

/** Of what the API answers of a run, and kept as long. */
function addCards(app: OpenAPIHono, drawing: Drawing, site: string | null): void {
  app.use('/board/card/*', etag());
  app.get(CARD_ROUTE, async (context) => {
    const run = context.req.param('name').slice(0, -'.png'.length);
    const { status, answer, cache } = await answerOf(app, context, { see: 'run', run });
    const svg = answer.run === undefined ? null : runCard(answer.run, site);
    context.header('Cache-Control', cache);
    context.header('X-Content-Type-Options', 'nosniff');
    if (svg === null) return context.body(null, status === 200 ? 404 : status);
    return context.body(new Uint8Array(await drawing.png(svg)), 200, { 'Content-Type': 'image/png' });
  });
}

type Status = 200 | 400 | 404 | 503;

/** All else is no fault of who asks. */
const theirs = (status: number): Status => (status === 400 || status === 404 ? status : 503);

/** By the API itself, so that it is what the room would be answered; counted for whoever asked for the page. */
async function answerOf(
  app: OpenAPIHono,
  context: Context,
  view: BoardView,
): Promise<{ readonly status: Status; readonly answer: Answer; readonly cache: string }> {
  if (view.see !== 'ranking' && view.see !== 'run') return { status: 200, answer: {}, cache: HALF_A_MINUTE };
  const headers = new Headers(context.req.raw.headers);
  for (const name of ['If-None-Match', 'Accept', 'Range']) headers.delete(name);
  // Who asks: limits by rate count it.
  const bindings: unknown = context.env;
  const env = typeof bindings === 'object' && bindings !== null ? bindings : {};
  const response = await app.request(`/${apiOf(view)}`, { headers }, env);
  if (!response.ok) return { status: theirs(response.status), answer: {}, cache: 'no-store' };
  const value: unknown = JSON.parse(decodeUtf8(new Uint8Array(await response.arrayBuffer()), 'answer', 'network'));
  const read = <T>(schema: z.ZodType<T>): T => schema.parse(value);
  const answer: Answer = view.see === 'ranking' ? { ranking: read(cohortsSchema) } : { run: read(runSchema) };
  // As long as what it is made of: a run may be deleted, and is gone at once.
  return { status: 200, answer, cache: response.headers.get('Cache-Control') ?? 'no-store' };
}

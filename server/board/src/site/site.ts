/** `/board`: the page with its room of the board open, and the first rows in it, for who reads without scripts and for who waits for them. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { SITE } from '../../../../src/foundation/build';
import { viewOf } from '../../../../src/page/board/address';
import { ISOLATION_HEADERS, PROTECTION_HEADERS } from '../../../headers';
import { PLACE_FILE, placeHere } from '../contract/place';
import { answersOf } from './answers';
import { boardPage, type BuiltPage } from './built-page';
import { CARD_ROUTE } from './card-address';
import { drawBoard } from './draw';
import type { Drawing } from './png';
import { runCard } from './run-card';

export interface SiteParts {
  readonly built: BuiltPage;
  /** Of cards. */
  readonly drawing: Drawing;
  /** Null: nobody says. */
  readonly contact: string | null;
}

/** @param site where the world finds the page; null where nobody has said */
export function addSite(app: OpenAPIHono, { built, drawing, contact }: SiteParts, site: string | null = SITE): void {
  const pageOf = boardPage(built, site);
  app.get(`/${PLACE_FILE}`, (context) => {
    context.header('Cache-Control', 'no-cache');
    return context.json(placeHere(contact));
  });
  app.use('/board', etag());
  app.get('/board', async (context) => {
    const view = viewOf(new URL(context.req.url).searchParams);
    const { status, headers, ...answers } = await answersOf(app, context, view);
    for (const [name, value] of Object.entries({ ...PROTECTION_HEADERS, ...ISOLATION_HEADERS, ...headers })) {
      context.header(name, value);
    }
    return context.html(pageOf(drawBoard(view, answers, contact)), status);
  });
  addCards(app, drawing, site);
}

/** Of what the API answers of a run, and kept as long. */
function addCards(app: OpenAPIHono, drawing: Drawing, site: string | null): void {
  app.use('/board/card/*', etag());
  app.get(CARD_ROUTE, async (context) => {
    const run = context.req.param('name').slice(0, -'.png'.length);
    const { status, headers, first } = await answersOf(app, context, { see: 'run', run });
    const svg = first.run === undefined ? null : runCard(first.run.value, site);
    // How many runs may be read is said of a failure alone: cards have a limit of their own.
    const told = Object.entries(headers).filter(([name]) => status !== 200 || name === 'Cache-Control');
    for (const [name, value] of told) context.header(name, value);
    context.header('X-Content-Type-Options', 'nosniff');
    if (svg === null) return context.body(null, status === 200 ? 404 : status);
    return context.body(new Uint8Array(await drawing.png(svg)), 200, { 'Content-Type': 'image/png' });
  });
}

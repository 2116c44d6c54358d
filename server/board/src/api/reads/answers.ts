/** Answers what routes.ts describes: as JSON or CSV, with an ETag, and with how long a cache may keep it. */
import { createHash } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { ofEach } from '../../../../../src/foundation/of-each';
import type { Sampling } from '../../contract/reads/figure';
import type { Reads } from '../../reads/reads';
import {
  cohortsRoute,
  energyRoute,
  filtersRoute,
  gpuRoute,
  oneRunRoute,
  runsRoute,
  slicesRoute,
  supportRoute,
  workloadsRoute,
} from './routes';
import {
  cohortsSheet,
  energySheet,
  filtersSheet,
  gpuSheet,
  runSheet,
  runsSheet,
  slicesSheet,
  supportSheet,
  workloadsSheet,
} from './sheets';

/** A page of the board may be this old. */
const HALF_A_MINUTE = 'public, max-age=30';
const MINUTES = 'public, max-age=300';
/** Of what a better one will follow within seconds. */
const A_SECOND = 'public, max-age=1';
/** A run may be deleted, and is gone at once: asked for again each time, and answered 304 where it is the same. */
const EACH_TIME = 'no-cache';

/** An answer without a body is an answer. */
const ALSO_OF_304 = [
  ...['Content-Security-Policy', 'X-Content-Type-Options', 'X-Request-Id', 'Link'],
  // It counts as a request.
  ...['RateLimit', 'RateLimit-Policy'],
];

const ROUTES = [
  ...[workloadsRoute, cohortsRoute, runsRoute, oneRunRoute, gpuRoute, slicesRoute, energyRoute, supportRoute],
  filtersRoute,
];

export function addReads(app: OpenAPIHono, reads: Reads): void {
  const retainedHeaders = [...RETAINED_304_HEADERS, ...ALSO_OF_304];
  for (const route of ROUTES) app.get(route.getRoutingPath(), etag({ retainedHeaders }));

  app.openapi(workloadsRoute, async (context) => {
    const query = context.req.valid('query');
    const answer = await reads.workloads(query.suite);
    say(context, HALF_A_MINUTE);
    return isCsv(context, query) ? csv(context, workloadsSheet(answer)) : json(context, answer);
  });
  app.openapi(cohortsRoute, async (context) => {
    const query = context.req.valid('query');
    const answer = await reads.cohorts(query);
    say(context, ofSampling(answer), answer.next);
    return isCsv(context, query) ? csv(context, cohortsSheet(answer)) : json(context, answer);
  });
  app.openapi(runsRoute, async (context) => {
    const query = context.req.valid('query');
    const answer = await reads.runs(query);
    say(context, HALF_A_MINUTE, answer.next);
    return isCsv(context, query) ? csv(context, runsSheet(answer)) : json(context, answer);
  });
  app.openapi(oneRunRoute, async (context) => {
    const answer = await reads.run(context.req.valid('param').id);
    say(context, EACH_TIME);
    return isCsv(context, context.req.valid('query')) ? csv(context, runSheet(answer)) : json(context, answer);
  });
  app.openapi(gpuRoute, async (context) => {
    const query = context.req.valid('query');
    const answer = await reads.gpus.page(context.req.valid('param').id, query.suite);
    say(context, HALF_A_MINUTE);
    return isCsv(context, query) ? csv(context, gpuSheet(answer)) : json(context, answer);
  });
  app.openapi(slicesRoute, async (context) => {
    const query = context.req.valid('query');
    const answer = await reads.gpus.slices(context.req.valid('param').id, query);
    say(context, ofSampling(answer));
    return isCsv(context, query) ? csv(context, slicesSheet(answer)) : json(context, answer);
  });
  app.openapi(energyRoute, async (context) => {
    const query = context.req.valid('query');
    const answer = await reads.energy(query);
    say(context, ofSampling(answer));
    return isCsv(context, query) ? csv(context, energySheet(answer)) : json(context, answer);
  });
  app.openapi(supportRoute, async (context) => {
    const answer = await reads.support();
    say(context, MINUTES);
    return isCsv(context, context.req.valid('query')) ? csv(context, supportSheet(answer)) : json(context, answer);
  });
  app.openapi(filtersRoute, async (context) => {
    const answer = await reads.filters();
    say(context, MINUTES);
    return isCsv(context, context.req.valid('query')) ? csv(context, filtersSheet(answer)) : json(context, answer);
  });
}

const ofSampling = ({ sampling: { isFirst } }: { readonly sampling: Sampling }): string =>
  isFirst ? A_SECOND : HALF_A_MINUTE;

function say(context: Context, cache: string, next: string | null = null): void {
  context.header('Cache-Control', cache);
  context.header('Vary', 'Accept');
  if (next === null) return;
  const { pathname, search } = new URL(context.req.url);
  // Of its own: those of a URL write all of it anew with each change.
  const query = new URLSearchParams(search);
  query.set('after', next);
  context.header('Link', `<${pathname}?${query.toString()}>; rel="next"`);
}

function isCsv(context: Context, { as }: { readonly as?: 'json' | 'csv' | undefined }): boolean {
  if (as !== undefined) return as === 'csv';
  const supports = ['application/json', 'text/csv'];
  return accepts(context, { header: 'Accept', supports, default: 'application/json' }) === 'text/csv';
}

/** Of an answer that is kept and given out again the bytes of its text are kept with it. */
const textOf = ofEach((answer: object): Tagged => tagged(JSON.stringify(answer)));

interface Tagged {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tag: string;
}

const utf8 = new TextEncoder();

/** Here, where the text is at hand: the middleware would have to read it out of the response. */
function tagged(text: string): Tagged {
  const bytes = utf8.encode(text);
  return { bytes, tag: `"${createHash('sha1').update(bytes).digest('hex')}"` };
}

const send = (context: Context, { bytes, tag }: Tagged, type: string): Response =>
  context.body(bytes, 200, { 'Content-Type': type, ETag: tag });

const json = (context: Context, answer: object): Response => send(context, textOf(answer), 'application/json');

const csv = (context: Context, text: string): Response =>
  send(context, tagged(text), 'text/csv; charset=utf-8; header=present');

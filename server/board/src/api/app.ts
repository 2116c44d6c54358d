/** The board's API: a function from request to answer, which tests call as it is and server.ts puts on a port. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { VERSION } from '../../../../src/foundation/build';
import { createReads } from '../reads/reads';
import type { SubmissionParts } from '../submission/submit';
import { contextOf } from './context';
import { documentationPage, STYLE } from './documentation';
import { readinessOf } from './health';
import { errorFacts, type Log } from './log';
import type { Metrics } from './metrics';
import { answerProblem, invalid, saidOf, type Said } from './problem';
import { aliveRoute, contextRoute, metricsRoute, readyRoute } from './routes';
import { addReads } from './reads/answers';
import { addSubmissions } from './submissions';
import { createTraffic, type Traffic } from './traffic';

export interface AppParts extends SubmissionParts {
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface BoardApp {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly traffic: Traffic;
}

/** Of a request's body. */
const MOST_BYTES = 2e6;

/** What the API says is true for as long as a cache may keep it. */
const MINUTE = 'public, max-age=60';

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'The board of Tokamark',
    version: VERSION,
    description:
      'Speeds of language models on GPUs, as people measured and sent them in. Every error is problem+json with a code, the field and a remedy.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
};

export function createApp(parts: AppParts): BoardApp {
  const { database, log, metrics } = parts;
  const traffic = createTraffic(log, metrics);
  const readiness = readinessOf(database);
  const app = new OpenAPIHono({
    defaultHook: (result, context) =>
      result.success ? undefined : answerProblem(context, invalid(result.error, result.target)),
  });
  app.use(traffic.middleware);
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: (context) => answerProblem(context, TOO_LARGE) }));
  app.onError((thrown, context) => {
    const said = saidOf(thrown);
    if (said.status >= 500) {
      log.error({ id: context.res.headers.get('X-Request-Id'), ...errorFacts(thrown) }, 'a request failed');
    }
    return answerProblem(context, said);
  });
  app.notFound((context) => answerProblem(context, NOT_FOUND));

  app.openapi(aliveRoute, (context) => context.json({ alive: true as const }, 200));
  app.openapi(readyRoute, async (context) => {
    const { ready, checks } = await readiness();
    const running = !traffic.isStopping();
    const answer = { ready: ready && running, checks: { ...checks, running } };
    return context.json(answer, answer.ready ? 200 : 503);
  });
  app.openapi(metricsRoute, async (context) => {
    return context.text(await metrics.exposition(), 200, { 'Content-Type': metrics.contentType });
  });
  app.openapi(contextRoute, async (context) => {
    const suites = await database.read.selectFrom('suites').selectAll().orderBy('frozen_at').execute();
    context.header('Cache-Control', MINUTE);
    return context.json(contextOf(suites, MOST_BYTES), 200);
  });

  const reads = createReads(database);
  addSubmissions(app, parts, () => reads.changed());
  addReads(app, reads);
  app.doc31('/api/openapi.json', INFO);
  app.get('/api', (context) => context.html(documentationPage(app.getOpenAPI31Document(INFO))));
  app.get('/api/style.css', (context) => context.body(STYLE, 200, { 'Content-Type': 'text/css;charset=utf-8' }));
  return { fetch: (request) => app.fetch(request), traffic };
}

const TOO_LARGE: Said = {
  ...{ status: 413, code: 'too-large', title: 'The body is too large' },
  detail: `At most ${MOST_BYTES} bytes are read.`,
  remedy: 'Send one result, as Tokamark made it.',
};

const NOT_FOUND: Said = {
  ...{ status: 404, code: 'not-found', title: 'There is nothing here' },
  detail: 'The board has no such address.',
  remedy: 'Look in /api/openapi.json for those that it has.',
};

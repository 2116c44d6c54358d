/** The board's API: a function from request to answer, which tests call as it is and server.ts puts on a port. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { VERSION } from '../../../../src/foundation/build';
import { MOST_BYTES } from '../contract/submission';
import type { Database } from '../database/open';
import { judgesHere, type Judges } from '../judging/judges';
import { createLine } from '../operations/line';
import type { Said } from '../problem/problem-error';
import { createReads } from '../reads/reads';
import { proofWorker, type CheckProof, type ProofWorker } from '../submission/proof-worker';
import type { Secrets } from '../submission/secret';
import { JUDGING } from '../submission/submit';
import { holdingOf, methodsOf } from './addresses';
import { limitBodies } from './body-limits';
import { contextOf } from './context';
import { described } from './described';
import { documentationPage, STYLE } from './documentation';
import { addDumps } from './dumps';
import { readinessOf } from './health';
import { errorFacts, type Log } from './log';
import type { Metrics } from './metrics';
import { refuseOtherSites } from './other-sites';
import { answerProblem, invalid, saidOf } from './problem';
import { limitRates, type RateLimits } from './rate-limits';
import { aliveRoute, contextRoute, metricsRoute, readyRoute } from './routes';
import { addReads } from './reads/answers';
import { addSite, type SiteParts } from '../site/site';
import { addSubmissions } from './submissions';
import { createTraffic, type Traffic } from './traffic';

export interface AppParts {
  readonly database: Database;
  readonly secrets: Secrets;
  /** Whether the tokens of a proof are the model's: asked once the run is stored. */
  readonly checkProof: CheckProof;
  /** Left out, runs are judged between what else is answered. */
  readonly judges?: Judges;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Left out, nobody is limited. */
  readonly rateLimits?: RateLimits;
  /** Left out, there are none. */
  readonly dumpFolder?: string;
  /** Of who runs it, as a link; left out, nobody says. */
  readonly contact?: string | null;
  /** Left out, no page is served beside the API. */
  readonly site?: Omit<SiteParts, 'contact'>;
}

export interface BoardApp {
  /** @param peer the address of the other end of the connection */
  readonly fetch: (request: Request, peer?: string) => Response | Promise<Response>;
  /** Whether the request of this target, an address with its query, is answered here: all others are the page's. */
  readonly holds: (target: string) => boolean;
  readonly traffic: Traffic;
  /** Looks by itself once it is started. */
  readonly proofs: ProofWorker;
}

/** What the API says is true for as long as a cache may keep it. */
const MINUTE = 'public, max-age=60';

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'The board of Tokamark',
    version: VERSION,
    description:
      'Speeds of language models on GPUs, as people measured and sent them in. Every error is problem+json with a code, the field and a remedy. A method that an address does not take is answered 405, with Allow.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
};

export function createApp(parts: AppParts): BoardApp {
  const { database, secrets, checkProof, log, metrics, rateLimits, dumpFolder, contact = null } = parts;
  const traffic = createTraffic(log, metrics);
  const readiness = readinessOf(database);
  const app = new OpenAPIHono({
    defaultHook: (result, context) =>
      result.success ? undefined : answerProblem(context, invalid(result.error, result.target)),
  });
  app.use(traffic.middleware);
  // Before a body is read.
  if (rateLimits !== undefined) app.use(limitRates(rateLimits));
  app.use(refuseOtherSites);
  app.use(limitBodies);
  app.onError((thrown, context) => {
    const said = isCutOff(thrown, context.req.raw.signal) ? CUT_OFF : saidOf(thrown);
    if (said.status >= 500) {
      log.error({ id: context.res.headers.get('X-Request-Id'), ...errorFacts(thrown) }, 'a request failed');
    }
    return answerProblem(context, said);
  });
  app.notFound((context) => {
    const allowed = methodsOf(app, context.req.path);
    if (allowed.length === 0) return answerProblem(context, NOT_FOUND);
    context.header('Allow', allowed.join(', '));
    return answerProblem(context, wrongMethod(allowed));
  });

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
    return context.json(contextOf({ suites, bodyBytes: MOST_BYTES, contact }), 200);
  });

  const reads = createReads(database, (thrown) => log.error(errorFacts(thrown), 'a whole answer could not be made'));
  const changed = (): void => reads.changed();
  const note = (thrown: unknown): void => log.error(errorFacts(thrown), 'a proof could not be checked now');
  const proofs = proofWorker({ database, check: checkProof, note, changed });
  const judges = parts.judges ?? judgesHere(secrets.keys);
  addSubmissions(app, { database, secrets, judges, proofs, turns: createLine(JUDGING) }, changed);
  addReads(app, reads);
  if (dumpFolder !== undefined) addDumps(app, dumpFolder);
  if (parts.site !== undefined) addSite(app, { ...parts.site, contact });
  const openapi = () => described(app.getOpenAPI31Document(INFO));
  app.get('/api/openapi.json', (context) => context.json(openapi()));
  app.get('/api', (context) => context.html(documentationPage(openapi())));
  app.get('/api/style.css', (context) => context.body(STYLE, 200, { 'Content-Type': 'text/css;charset=utf-8' }));
  return { fetch: (request, peer) => app.fetch(request, { peer }), holds: holdingOf(app), traffic, proofs };
}

/** The client's end of the connection, not one to the database. */
const isCutOff = (thrown: unknown, { aborted }: AbortSignal): boolean =>
  aborted ||
  (thrown instanceof Error && thrown.message === 'aborted' && 'code' in thrown && thrown.code === 'ECONNRESET');

/** Nobody hears it: the client has left, or was too slow. */
const CUT_OFF: Said = {
  ...{ status: 408, code: 'cut-off', title: 'The request did not come to its end' },
  detail: 'The connection ended before the whole request was there. Nothing of it was stored.',
  remedy: 'Send the same request again.',
};

const NOT_FOUND: Said = {
  ...{ status: 404, code: 'not-found', title: 'There is nothing here' },
  detail: 'The board has no such address.',
  remedy: 'Look in /api/openapi.json for those that it has.',
};

const wrongMethod = (allowed: readonly string[]): Said => ({
  ...{ status: 405, code: 'wrong-method', title: 'This address is not asked like that' },
  detail: 'The board has this address, and does not take this method there. Nothing of the request was stored.',
  remedy: `Use ${allowed.join(' or ')}, as /api/openapi.json describes it.`,
});

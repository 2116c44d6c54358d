/** Answers what submission-routes.ts describes. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { ProblemError } from '../problem/problem-error';
import { giveChallenge, stampLink } from '../submission/challenges';
import { deleteRun } from '../submission/store';
import { check, submit, type SubmissionParts } from '../submission/submit';
import { tokenHash } from '../submission/token-hash';
import { challengeRoute, checkRoute, deleteRoute, linkRoute, runRoute } from './submission-routes';

/** @param changed told when a run has come or gone */
export function addSubmissions(app: OpenAPIHono, parts: SubmissionParts, changed: () => void): void {
  const { database, secrets } = parts;
  app.openapi(challengeRoute, async (context) => context.json(await giveChallenge(database, secrets.keys), 201));
  app.openapi(linkRoute, async (context) => {
    const link = context.req.valid('json');
    if (link.nonce !== context.req.valid('param').nonce) throw ANOTHER_NONCE;
    return context.json(await stampLink(database, link), 200);
  });

  app.openAPIRegistry.registerPath(runRoute);
  app.post(runRoute.path, async (context) => {
    const answer = await submit(await bytesOf(context), parts);
    // One that is not is in no list.
    if (answer.state === 'ranked') changed();
    return context.json(answer, 201);
  });
  app.openAPIRegistry.registerPath(checkRoute);
  app.post(checkRoute.path, async (context) => context.json(await check(await bytesOf(context), parts), 200));
  app.openapi(deleteRoute, async (context) => {
    const token = context.req.valid('header').authorization.slice('Bearer '.length);
    const { id } = context.req.valid('param');
    if (!(await deleteRun(database, id, tokenHash(token)))) throw NO_SUCH_RUN;
    changed();
    return context.body(null, 204);
  });
}

async function bytesOf(context: Context): Promise<Uint8Array> {
  if (!/^application\/json\b/i.test(context.req.header('Content-Type') ?? '')) throw NOT_JSON;
  return new Uint8Array(await context.req.arrayBuffer());
}

const NOT_JSON = new ProblemError({
  ...{ status: 415, code: 'unreadable', title: 'This was not read', field: 'Content-Type' },
  detail: 'A run is sent as application/json.',
  remedy: 'Send Content-Type: application/json.',
});

const ANOTHER_NONCE = new ProblemError({
  ...{ status: 400, code: 'invalid', title: 'A field is wrong', field: 'json.nonce' },
  detail: 'json.nonce: it is another than that of the address.',
  remedy: 'Send the link to the address of its own challenge.',
});

const NO_SUCH_RUN = new ProblemError({
  ...{ status: 404, code: 'no-such-run', title: 'Nothing was deleted' },
  detail: 'There is no such run, or this is not the token that deletes it.',
  remedy: 'Send the id and the token of the answer that the run had.',
});

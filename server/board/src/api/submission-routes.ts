/** The addresses by which runs come and go, as OpenAPI describes them; submissions.ts answers them. */
import { createRoute, z } from '@hono/zod-openapi';
import { checkAnswerSchema, runAnswerSchema } from '../contract/answers';
import { challengeSchema } from '../contract/challenge';
import { commitmentSchema, stampedSchema } from '../contract/commitment';
import { base64url, nonce } from '../contract/common';
import { submissionSchema } from '../contract/submission';
import { problem } from './routes';

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

const UNREAD = problem('It was not read; `field` says where.');
const GONE = problem(
  'The database does not answer, or too many runs are judged; Retry-After says when to send the same again.',
);

export const challengeRoute = createRoute({
  method: 'post',
  path: '/api/challenges',
  summary: 'A challenge for one run',
  description: 'Signed, single use, expiring. The run measures in its order of formats and ends with its proof.',
  responses: {
    201: json(challengeSchema, 'The challenge.'),
    409: problem('The suite has been withdrawn.'),
    503: GONE,
  },
});

export const linkRoute = createRoute({
  method: 'post',
  path: '/api/challenges/{nonce}/commitments',
  summary: 'The next link of a run’s chain, stamped by the server’s clock',
  description:
    'Sent between repetitions, at least every 5 seconds. The same link sent again has the stamp that it had.',
  request: { params: z.object({ nonce }), body: { ...json(commitmentSchema, 'The link.'), required: true } },
  responses: {
    200: json(stampedSchema, 'When it arrived.'),
    400: UNREAD,
    404: problem('This board has given out no such challenge.'),
    409: problem('It is not the next link, or a run has answered the challenge.'),
    410: problem('The challenge has expired.'),
    503: GONE,
  },
});

const submission = {
  body: { ...json(submissionSchema, 'What the client made when its run was over.'), required: true },
};

/** Described alone: the body is read within limits of its own before any schema sees it. */
export const runRoute = {
  method: 'post',
  path: '/api/runs',
  summary: 'Send a run',
  description:
    'Stored before it is answered. One that could be ranked is pending until its proof has been checked. The same sent again is stored once, and answered as it stands then.',
  request: submission,
  responses: {
    201: json(runAnswerSchema, 'It is stored: its state, figures made from its samples, and what deletes it.'),
    400: UNREAD,
    409: problem('Another run has answered this challenge.'),
    410: problem('The run that answered this challenge was deleted.'),
    413: problem('The body is too large.'),
    422: problem('It is not accepted, and why.'),
    503: GONE,
  },
} as const;

export const checkRoute = {
  method: 'post',
  path: '/api/runs/check',
  summary: 'What would happen to a run',
  description: 'As if it were sent, and nothing is stored.',
  request: submission,
  responses: { 200: json(checkAnswerSchema, 'What it would be answered.'), 400: UNREAD, 503: GONE },
} as const;

export const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/runs/{id}',
  summary: 'Delete a run',
  description: 'By the token that its answer had: Authorization: Bearer TOKEN. It counts nowhere from then on.',
  request: {
    params: z.object({ id: base64url(16) }),
    headers: z.object({ authorization: z.string().regex(/^Bearer [A-Za-z0-9_-]{43}$/) }),
  },
  responses: {
    204: { description: 'It is gone.' },
    400: UNREAD,
    404: problem('There is no such run, or another token deletes it.'),
    503: GONE,
  },
});

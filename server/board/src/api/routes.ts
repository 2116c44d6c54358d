/** The addresses of the API as OpenAPI describes them; app.ts answers them. */
import { createRoute, z } from '@hono/zod-openapi';
import { contextSchema } from './context';
import { problemSchema } from '../contract/problem';
import { headers } from './headers';
import { PROBLEM_TYPE } from './problem';

export const problem = (description: string) => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: problemSchema } },
});

export const contextRoute = createRoute({
  method: 'get',
  path: '/api/context',
  summary: 'What this board is, in one document',
  description: 'Suites, states of a run, limits, units and addresses.',
  responses: {
    200: {
      description: 'The document.',
      headers: headers('Cache-Control'),
      content: { 'application/json': { schema: contextSchema } },
    },
    503: problem('The database does not answer; Retry-After says when to ask again.'),
  },
});

export const aliveRoute = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process lives',
  responses: {
    200: { description: 'It does.', content: { 'application/json': { schema: z.object({ alive: z.literal(true) }) } } },
  },
});

const readinessSchema = z.object({
  ready: z.boolean(),
  checks: z.object({ database: z.boolean(), replica: z.boolean(), migrations: z.boolean(), running: z.boolean() }),
});

export const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether it may be sent requests',
  description: 'The database answers, and has the tables of this version; it is not being stopped.',
  responses: {
    200: { description: 'It may.', content: { 'application/json': { schema: readinessSchema } } },
    503: { description: 'It may not, and why.', content: { 'application/json': { schema: readinessSchema } } },
  },
});

export const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Figures for Prometheus',
  responses: { 200: { description: 'Requests and their times.', content: { 'text/plain': { schema: z.string() } } } },
});

/** The addresses that only read, as OpenAPI describes them; answers.ts answers them. Each has its answer as JSON and as CSV. */
import { createRoute, z } from '@hono/zod-openapi';
import { base64url } from '../../contract/common';
import { cohortsSchema, workloadsSchema } from '../../contract/reads/cohorts';
import { energySchema } from '../../contract/reads/energy';
import { gpuPageSchema, slicesSchema } from '../../contract/reads/gpus';
import {
  bareQuerySchema,
  cohortsQuerySchema,
  energyQuerySchema,
  gpuIdSchema,
  runsQuerySchema,
  slicesQuerySchema,
  suiteQuerySchema,
} from '../../contract/reads/query';
import { runSchema, runsSchema } from '../../contract/reads/runs';
import { filtersSchema, supportSchema } from '../../contract/reads/support';
import { headers } from '../headers';
import { problem } from '../routes';

const BOTH =
  'CSV of the same address by `Accept: text/csv` or `as=csv`. `next`, and a Link header, say where the next page begins.';

const answers = <T extends z.ZodType>(schema: T) => ({
  200: {
    description: `The answer. ${BOTH}`,
    headers: headers('ETag', 'Cache-Control', 'Link'),
    content: { 'application/json': { schema }, 'text/csv': { schema: z.string() } },
  },
  304: {
    description: 'It has not changed since the ETag in If-None-Match.',
    headers: headers('ETag', 'Cache-Control'),
  },
  400: problem('A part of the query is wrong; `field` says which.'),
  404: problem('The board has no such suite, workload, GPU or run.'),
  503: problem('The database does not answer, or too many ask at once; Retry-After says when to ask again.'),
});

export const workloadsRoute = createRoute({
  method: 'get',
  path: '/api/workloads',
  summary: 'Which ranked workloads there are',
  description: 'With how much of each has been sent in. Those of an older suite by its name.',
  request: { query: suiteQuerySchema },
  responses: answers(workloadsSchema),
});

export const cohortsRoute = createRoute({
  method: 'get',
  path: '/api/cohorts',
  summary: 'The board of a workload, the best first',
  description:
    'One voice per device. Ties share a rank, and those of confirmed devices come first. Filters by browser, system, power source or ' +
    'energy are computed over at most 50,000 runs; beyond, over a sample of devices, whose error is said.',
  request: { query: cohortsQuerySchema },
  responses: answers(cohortsSchema),
});

export const runsRoute = createRoute({
  method: 'get',
  path: '/api/runs',
  summary: 'The latest ranked runs',
  description: 'Of all GPUs, or of one.',
  request: { query: runsQuerySchema },
  responses: answers(runsSchema),
});

export const oneRunRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}',
  summary: 'A run with its figures, samples and place',
  description: 'As its owner hears it now. A run that is not ranked is listed nowhere: its id is what shows it.',
  request: { params: z.object({ id: base64url(16) }), query: bareQuerySchema },
  responses: answers(runSchema),
});

export const gpuRoute = createRoute({
  method: 'get',
  path: '/api/gpus/{id}',
  summary: 'One GPU over all workloads',
  description: 'Its cohorts with their ranks among all GPUs.',
  request: { params: z.object({ id: gpuIdSchema }), query: suiteQuerySchema },
  responses: answers(gpuPageSchema),
});

export const slicesRoute = createRoute({
  method: 'get',
  path: '/api/gpus/{id}/slices',
  summary: 'One GPU by browser, system, power source, version or month',
  description: 'Each slice against the one that most devices have, and each month against the one before.',
  request: { params: z.object({ id: gpuIdSchema }), query: slicesQuerySchema },
  responses: answers(slicesSchema),
});

export const energyRoute = createRoute({
  method: 'get',
  path: '/api/energy',
  summary: 'Speed against joules',
  description: 'A point for each cohort, rung and boundary; those of two rungs are never put together.',
  request: { query: energyQuerySchema },
  responses: answers(energySchema),
});

export const supportRoute = createRoute({
  method: 'get',
  path: '/api/support',
  summary: 'What ran where, and what failed',
  description: 'Format by browser and family of GPU, of the latest runs.',
  request: { query: bareQuerySchema },
  responses: answers(supportSchema),
});

export const filtersRoute = createRoute({
  method: 'get',
  path: '/api/filters',
  summary: 'What there is to filter by',
  description: 'GPUs, kinds, engines, browsers, systems, power sources and rungs that runs have.',
  request: { query: bareQuerySchema },
  responses: answers(filtersSchema),
});

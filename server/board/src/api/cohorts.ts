/** The cohorts of a workload, the fastest first, page by page: a page begins behind the last row of the one before, however many came meanwhile. */
import { z } from '@hono/zod-openapi';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import type { Database } from '../database/open';
import { ProblemError } from './problem';

const MOST_ROWS = 100;

export const cohortsQuerySchema = z.strictObject({
  workload: z.string().regex(/^[0-9a-f]{64}$/),
  suite: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default(SUITE),
  gpu: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
  /** As `next` of the page before. */
  after: z.string().max(200).optional(),
});

const boundsSchema = z.object({ low: z.number(), high: z.number() }).nullable();

export const cohortsSchema = z.object({
  unit: z.literal('tokens per second'),
  cohorts: z.array(
    z.object({
      id: z.number().int(),
      gpu: z.object({ id: z.string(), name: z.string() }),
      engine: z.string(),
      modified: z.boolean(),
      /** Devices, each counted once. */
      n: z.number().int(),
      median: z.number(),
      /** Null of fewer than five devices. */
      bounds: boundsSchema,
      /** Holds also where a fifth of the devices are false. */
      guarded: boundsSchema,
      warning: z.string().nullable(),
      updatedAt: z.iso.datetime(),
    }),
  ),
  next: z.string().nullable(),
});

const cursorSchema = z.tuple([z.number(), z.number().int()]);

export async function cohortsPage(
  { read }: Database,
  { suite, workload, gpu, limit, after }: z.infer<typeof cohortsQuerySchema>,
): Promise<z.infer<typeof cohortsSchema>> {
  let query = read
    .selectFrom('cohorts')
    .innerJoin('gpus', 'gpus.id', 'cohorts.gpu_id')
    .select(['cohorts.id', 'gpu_id', 'gpus.name', 'engine', 'modified', 'n', 'median', 'low', 'high'])
    .select(['guarded_low', 'guarded_high', 'warning', 'updated_at'])
    .where('suite_id', '=', suite)
    .where('workload_id', '=', workload)
    .orderBy('median', 'desc')
    .orderBy('cohorts.id')
    .limit(limit + 1);
  if (gpu !== undefined) query = query.where('gpu_id', '=', gpu);
  if (after !== undefined) {
    const [median, id] = readCursor(after);
    query = query.where((on) =>
      on.or([on('median', '<', median), on.and([on('median', '=', median), on('cohorts.id', '>', id)])]),
    );
  }
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    unit: 'tokens per second',
    cohorts: shown.map((row) => ({
      ...{ id: row.id, gpu: { id: row.gpu_id, name: row.name }, engine: row.engine, modified: row.modified },
      ...{ n: row.n, median: row.median, warning: row.warning, updatedAt: row.updated_at.toISOString() },
      bounds: boundsOf(row.low, row.high),
      guarded: boundsOf(row.guarded_low, row.guarded_high),
    })),
    next: last === undefined ? null : Buffer.from(JSON.stringify([last.median, last.id])).toString('base64url'),
  };
}

const boundsOf = (low: number | null, high: number | null) => (low === null || high === null ? null : { low, high });

function readCursor(after: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch {
    throw new ProblemError({
      ...{ status: 400, code: 'invalid', title: 'A field is wrong', field: 'query.after' },
      detail: 'query.after: it is not where a page of this board ended.',
      remedy: 'Send the `next` of the page before, or leave it out for the first page.',
    });
  }
}

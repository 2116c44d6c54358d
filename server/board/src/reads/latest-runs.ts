/** The latest ranked runs, of all GPUs or of one, page by page. */
import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { plainName } from '../../../../src/report/outside-text';
import type { RunRow, Runs } from '../contract/reads/runs';
import type { RunsQuery } from '../contract/reads/query';
import { cursorOf, readCursor } from './cursor';
import { headlineIds, namedWorkload, withdrawnOf, WORKLOAD_COLUMNS, type Reading } from './known';

/** To the microsecond, which a Date has not. */
const keySchema = z.tuple([z.iso.datetime({ precision: 6 }).regex(/^20/), z.string().regex(/^[A-Za-z0-9_-]{22}$/)]);

const VERSION_LETTERS = 60;

export async function latestRuns(read: Reading, { gpu, limit, after }: RunsQuery): Promise<Runs> {
  let query = read
    .selectFrom('runs')
    .innerJoin('gpus', 'gpus.id', 'runs.gpu_id')
    .innerJoin('suites', 'suites.id', 'runs.suite_id')
    .innerJoin('implementations', 'implementations.id', 'runs.implementation_id')
    .select(['runs.id', 'runs.received_at', 'runs.suite_id', 'suites.withdrawn_at', 'suites.withdrawn_why'])
    .select(['runs.engine', 'implementations.version', 'runs.modified', 'runs.browser', 'runs.os'])
    .select(['runs.power_source', 'gpus.id as gpu_id', 'gpus.name', 'gpus.kind'])
    .select(sql<string>`to_char(runs.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at'))
    .where('runs.state', '=', 'ranked')
    .orderBy('runs.received_at', 'desc')
    .orderBy('runs.id')
    .limit(limit + 1);
  if (gpu !== undefined) query = query.where('runs.gpu_id', '=', gpu);
  if (after !== undefined) {
    const [at, id] = readCursor(keySchema, after);
    query = query.where(
      sql<SqlBool>`runs.received_at <= ${at}::timestamptz
        and (runs.received_at < ${at}::timestamptz or runs.id > ${id})`,
    );
  }
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const speeds = await speedsOf(
    read,
    shown.map(({ id }) => id),
  );
  return {
    unit: 'tokens per second',
    runs: shown.map((row) => ({
      ...{ id: row.id, receivedAt: row.received_at.toISOString() },
      suite: { id: row.suite_id, withdrawn: withdrawnOf(row) },
      gpu: { id: row.gpu_id, name: row.name, kind: row.kind },
      ...{ engine: row.engine, version: plainName(row.version, VERSION_LETTERS), modified: row.modified },
      ...{ browser: row.browser, os: row.os, power: row.power_source, speeds: [...(speeds.get(row.id) ?? [])] },
    })),
    next: last === undefined ? null : cursorOf([last.at, last.id]),
  };
}

type Speeds = RunRow['speeds'];

/** Of the headline's tests, in the order of their formats. */
async function speedsOf(read: Reading, runs: readonly string[]): Promise<ReadonlyMap<string, Speeds>> {
  if (runs.length === 0) return new Map();
  const rows = await read
    .selectFrom('samples')
    .innerJoin('workloads', 'workloads.id', 'samples.workload_id')
    .select(['samples.run_id', 'samples.median'])
    .select([...WORKLOAD_COLUMNS])
    .where('samples.run_id', 'in', [...runs])
    .where('samples.workload_id', 'in', [...headlineIds()])
    .where('samples.metric', '=', 'tokensPerSecond')
    .orderBy('workloads.format')
    .orderBy('workloads.phase')
    .execute();
  const found = new Map<string, Speeds>();
  for (const { run_id, median, ...workload } of rows) {
    const { id, test, format } = namedWorkload(workload);
    const own = found.get(run_id) ?? [];
    found.set(run_id, [...own, { workloadId: id, test, format, median }]);
  }
  return found;
}

/** What the operator looks at: runs that wait, with their reasons; one run; and what was done before. Only read. */
import type { Kysely } from 'kysely';
import type { RunState } from '../contract/answers';
import type { Tables } from '../database/tables';
import { storedReasonsSchema } from '../gates/stored-reasons';
import { namedWorkload, WORKLOAD_COLUMNS } from '../reads/known';
import { cannot } from './act';

export interface ListedRun {
  readonly id: string;
  readonly state: RunState;
  readonly receivedAt: string;
  readonly device: string;
  readonly gpu: string;
  readonly gpuId: string | null;
  readonly reasons: readonly { readonly code: string; readonly where: string; readonly found: string }[];
}

const LISTED = [
  ...(['runs.id', 'runs.state', 'runs.received_at', 'runs.device_id', 'runs.gpu_raw'] as const),
  ...(['runs.gpu_id', 'runs.reasons'] as const),
] as const;

/** The oldest first. */
export async function listRuns(
  read: Kysely<Tables>,
  states: readonly RunState[],
  most: number,
): Promise<readonly ListedRun[]> {
  const rows = await read
    .selectFrom('runs')
    .select(LISTED)
    .where('state', 'in', [...states])
    .orderBy('received_at')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(listed);
}

function listed(
  row: Pick<ListedRun, 'id' | 'state'> & {
    readonly received_at: Date;
    readonly device_id: string;
    readonly gpu_raw: string;
    readonly gpu_id: string | null;
    readonly reasons: unknown;
  },
): ListedRun {
  const { id, state, received_at, device_id: device, gpu_raw: gpu, gpu_id: gpuId, reasons } = row;
  return {
    ...{ id, state, receivedAt: received_at.toISOString(), device, gpu, gpuId },
    reasons: storedReasonsSchema.parse(reasons).map(({ code, where = '', found }) => ({ code, where, found })),
  };
}

export interface ShownRun extends ListedRun {
  readonly suite: string;
  readonly browser: string;
  readonly os: string;
  readonly machineName: string | null;
  readonly isConfirmed: boolean;
  /** Of that device, in all. */
  readonly runs: number;
  readonly speeds: readonly { readonly workload: string; readonly test: string; readonly median: number }[];
}

export async function showRun(read: Kysely<Tables>, id: string): Promise<ShownRun> {
  const row = await read
    .selectFrom('runs')
    .innerJoin('devices', 'devices.id', 'runs.device_id')
    .select([...LISTED, 'suite_id', 'browser', 'os', 'machine_name', 'confirmed'])
    .where('runs.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw cannot('There is no such run.', id, 'Take the id as `list` prints it.');
  const { n } = await read
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('device_id', '=', row.device_id)
    .executeTakeFirstOrThrow();
  const samples = await read
    .selectFrom('samples')
    .innerJoin('workloads', 'workloads.id', 'samples.workload_id')
    .select([...WORKLOAD_COLUMNS, 'samples.median'])
    .where('run_id', '=', id)
    .where('metric', '=', 'tokensPerSecond')
    .orderBy('format')
    .orderBy('workload_id')
    .execute();
  return {
    ...listed(row),
    ...{ suite: row.suite_id, browser: row.browser, os: row.os, machineName: row.machine_name },
    ...{ isConfirmed: row.confirmed, runs: n },
    speeds: samples.map(({ median, ...row }) => {
      const { id: workload, format, test } = namedWorkload(row);
      return { workload, test: `${format} ${test}`, median };
    }),
  };
}

export interface AuditRow {
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: unknown;
}

/** The latest first. */
export async function auditRows(read: Kysely<Tables>, most: number): Promise<readonly AuditRow[]> {
  const rows = await read.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(most).execute();
  return rows.map(({ at, actor, act, subject, detail }) => ({ at: at.toISOString(), actor, act, subject, detail }));
}

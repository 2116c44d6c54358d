/** The buckets of cohorts (cohorts/bucket.ts), kept up to date with their members: what a device was in them goes, and what it is comes. */
import { sql, type Selectable, type Transaction } from 'kysely';
import { bucketOf } from '../cohorts/bucket';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';

/** A device in a cohort. */
export interface MemberRow {
  readonly cohort_id: number;
  readonly value: number;
  readonly confirmed: boolean;
  readonly runs: number;
}

export const membersOfDevice = (
  transaction: Transaction<Tables>,
  device: string,
  cohorts: readonly number[],
): Promise<readonly MemberRow[]> =>
  sql<MemberRow>`
    select cohort_id, value, confirmed, runs from cohort_members
    where device_id = ${device} and cohort_id = any(${[...cohorts]}::integer[]) ${PREPARED}`
    .execute(transaction)
    .then(({ rows }) => rows);

export type BucketRow = Selectable<Tables['cohort_buckets']>;

/** Of cohorts whose rows are locked. One that has become empty stays, for the next device. */
export async function changeBuckets(
  transaction: Transaction<Tables>,
  before: readonly MemberRow[],
  after: readonly MemberRow[],
): Promise<void> {
  const changes = new Map<string, BucketRow>();
  const add = (times: number, { cohort_id, value, confirmed, runs }: MemberRow): void => {
    const bucket = bucketOf(value);
    const key = `${cohort_id} ${bucket.low}`;
    const change = changes.get(key) ?? { cohort_id, ...bucket, devices: 0, confirmed: 0, runs: 0 };
    change.devices += times;
    change.confirmed += confirmed ? times : 0;
    change.runs += times * runs;
    changes.set(key, change);
  };
  for (const row of before) add(-1, row);
  for (const row of after) add(1, row);
  const all = [...changes.values()].filter(({ devices, confirmed, runs }) => devices || confirmed || runs);
  if (all.length === 0) return;
  await sql`
    insert into cohort_buckets (cohort_id, low, high, devices, confirmed, runs)
    select * from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as changed(cohort_id integer, low double precision,
      high double precision, devices integer, confirmed integer, runs integer)
    on conflict (cohort_id, low) do update set devices = cohort_buckets.devices + excluded.devices,
      confirmed = cohort_buckets.confirmed + excluded.confirmed, runs = cohort_buckets.runs + excluded.runs
    ${PREPARED}`.execute(transaction);
}

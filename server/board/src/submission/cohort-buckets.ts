/** The buckets of cohorts (cohorts/bucket.ts), kept up to date with their members: what a device was in them goes, and what it is comes. */
import { sql, type Selectable, type Transaction } from 'kysely';
import { bucketOf } from '../cohorts/bucket';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';

/** A device in a cohort. */
export interface MemberRow {
  readonly cohort_id: number;
  readonly device_id: string;
  readonly value: number;
  readonly confirmed: boolean;
  readonly runs: number;
}

export type BucketRow = Selectable<Tables['cohort_buckets']>;

/** A cohort's buckets that are not empty, in the order of their values. */
export interface Counted {
  readonly id: number;
  readonly lows: readonly number[];
  /** Devices of each, and confirmed ones. */
  readonly all: readonly number[];
  readonly sure: readonly number[];
  readonly devices: number;
  readonly confirmed: number;
  readonly runs: number;
}

/** Of members. */
export interface Change {
  readonly before: readonly MemberRow[];
  readonly after: readonly MemberRow[];
}

/**
 * Writes members as they are from now on, and the buckets that follow. Whoever is gone is gone before. Of cohorts whose rows are locked; a bucket
 * that has become empty stays, for the next device.
 * @returns all cohorts that have devices, counted after that
 */
export async function changeMembers(
  transaction: Transaction<Tables>,
  cohorts: readonly number[],
  change: Change,
): Promise<readonly Counted[]> {
  // A statement sees the rows of a table as they were before it: of the buckets that it changes itself, it takes what it has written. As JSON, since
  // both drivers read PostgreSQL's arrays letter by letter.
  const { rows } = await sql<Counted>`
    with member as (
      insert into cohort_members (cohort_id, device_id, confirmed, value, runs)
      select * from jsonb_to_recordset(${JSON.stringify(change.after)}::jsonb) as member(cohort_id integer, device_id text,
        confirmed boolean, value double precision, runs integer)
      on conflict (cohort_id, device_id) do update set value = excluded.value, runs = excluded.runs,
        confirmed = excluded.confirmed),
    changed as (
      insert into cohort_buckets (cohort_id, low, high, devices, confirmed, runs)
      select * from jsonb_to_recordset(${JSON.stringify(changedBuckets(change))}::jsonb) as changed(cohort_id integer,
        low double precision, high double precision, devices integer, confirmed integer, runs integer)
      on conflict (cohort_id, low) do update set devices = cohort_buckets.devices + excluded.devices,
        confirmed = cohort_buckets.confirmed + excluded.confirmed, runs = cohort_buckets.runs + excluded.runs
      returning cohort_id, low, devices, confirmed, runs),
    bucket as (
      table changed
      union all
      select cohort_id, low, devices, confirmed, runs from cohort_buckets
      where cohort_id = any(${[...cohorts]}::integer[]) and (cohort_id, low) not in (select cohort_id, low from changed))
    select cohort_id as id, json_agg(low order by low) as lows, json_agg(devices order by low) as all,
      json_agg(confirmed order by low) as sure, sum(devices)::integer as devices, sum(confirmed)::integer as confirmed,
      sum(runs)::integer as runs
    from bucket where devices > 0 group by cohort_id ${PREPARED}`.execute(transaction);
  return rows;
}

/** What is added to each. */
function changedBuckets({ before, after }: Change): readonly BucketRow[] {
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
  return [...changes.values()].filter(({ devices, confirmed, runs }) => devices || confirmed || runs);
}

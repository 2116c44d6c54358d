/** The buckets of all cohorts, counted from their members, as the migration counted them that made the first ones. */
import { sql } from 'kysely';
import { BUCKETS } from '../src/database/migrations/0009-cohort-buckets';
import type { Database } from '../src/database/open';
import type { BucketRow } from '../src/submission/cohort-buckets';

/** @returns of which cohorts and values what is kept is other than what is there */
export async function wrongBuckets({ read }: Database): Promise<readonly string[]> {
  const counted = async (within: Database['read']): Promise<readonly string[]> => {
    // Of millions of members it takes longer than anything that the product asks.
    await sql`set local statement_timeout = 0`.execute(within);
    const { rows } = await sql<BucketRow>`
      with counted (cohort_id, low, high, devices, confirmed, runs) as (${sql.raw(BUCKETS)}),
      kept as (select * from cohort_buckets where devices <> 0 or confirmed <> 0 or runs <> 0)
      (table counted except table kept) union all (table kept except table counted)`.execute(within);
    return rows.map((row) => JSON.stringify(row));
  };
  return read.isTransaction ? counted(read) : read.transaction().execute(counted);
}

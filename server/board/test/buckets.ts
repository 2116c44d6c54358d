/** The buckets of all cohorts, counted from their members, as the migration counted them that made the first ones. */
import { sql } from 'kysely';
import type { Database } from '../src/database/open';
import type { BucketRow } from '../src/submission/cohort-buckets';

/** Columns in the order of the table's own. */
export const BUCKETS = `
  select cohort_id, low, case when low = 0 then power(2::double precision, -1000) else low + power(2::double precision, max(exponent) - 8) end,
    count(*), count(*) filter (where confirmed), sum(runs)
  from cohort_members
  cross join lateral (select float8send(value) as bytes) as sent
  cross join lateral (
    select ((get_byte(bytes, 0) << 4) | (get_byte(bytes, 1) >> 4)) - 1023 as exponent,
      ((get_byte(bytes, 1) & 15) << 4) | (get_byte(bytes, 2) >> 4) as fraction) as bits
  cross join lateral (
    select case when value < power(2::double precision, -1000) then 0
      else power(2::double precision, exponent) * (1 + fraction / 256::double precision) end as low) as bucket
  group by cohort_id, low`;

/** @returns of which cohorts and values what is kept is other than what is there */
export async function wrongBuckets({ read }: Database): Promise<readonly string[]> {
  const { rows } = await sql<BucketRow>`
    with counted (cohort_id, low, high, devices, confirmed, runs) as (${sql.raw(BUCKETS)}),
    kept as (select * from cohort_buckets where devices <> 0 or confirmed <> 0 or runs <> 0)
    (table counted except table kept) union all (table kept except table counted)`.execute(read);
  return rows.map((row) => JSON.stringify(row));
}

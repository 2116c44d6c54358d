/**
 * How many devices of a cohort have a value in which narrow range (cohorts/bucket.ts). Its figures, counts and ranks, are found by way of
 * these few rows; to count all of its devices for each run took longer the more there were.
 */
import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Of all members, in the order of the table's columns. A bucket is the first 20 bits of a double: 11 of its exponent, 8 of its fraction. Powers of
 * two have no rounding.
 */
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

const STATEMENTS = [
  `create table cohort_buckets (
    cohort_id integer not null references cohorts on delete cascade,
    low double precision not null,
    high double precision not null,
    devices integer not null,
    confirmed integer not null,
    runs integer not null,
    primary key (cohort_id, low))`,
  `insert into cohort_buckets ${BUCKETS}`,
  // Nobody else does it in PGlite.
  `analyze cohort_buckets`,
];

export const cohortBuckets: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

/**
 * The figures of cohorts whose members have changed, of which only the few values are read that a figure lies between
 * (cohorts/few-ranks.ts): one look for each value, and one update of all cohorts. It goes by their buckets (cohort-buckets.ts), of which there are
 * about as many in a large cohort as in a small one.
 */
import { sql, type Transaction } from 'kysely';
import { basisOf } from '../cohorts/basis';
import { bucketOf, type Bucket } from '../cohorts/bucket';
import { figureFromRanks, neededRanks } from '../cohorts/few-ranks';
import type { CohortFigure } from '../cohorts/figure';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';
import type { Counted } from './cohort-buckets';

type Writing = Transaction<Tables>;

/** Of cohorts whose rows are locked. @param counts of those that have devices */
export async function setFigures(
  transaction: Writing,
  cohorts: readonly number[],
  counts: readonly Counted[],
): Promise<void> {
  await setRows(transaction, counts, await valuesAt(transaction, counts.flatMap(asked)));
  const met = new Set(counts.map(({ id }) => id));
  await empty(
    transaction,
    cohorts.filter((id) => !met.has(id)),
  );
}

interface Rank {
  readonly id: number;
  /** Among the confirmed alone. */
  readonly sure: boolean;
  readonly rank: number;
}

/** Where its value is: in which bucket, behind how many others of it. */
interface Asked extends Rank, Bucket {
  readonly before: number;
}

const isOfAll = ({ devices, confirmed }: Counted): boolean =>
  confirmed === devices || basisOf(devices, confirmed) === 'all';

const asked = (counted: Counted): readonly Asked[] => [
  ...neededRanks(counted.devices).map((rank) => found(counted, { id: counted.id, sure: false, rank })),
  ...(isOfAll(counted)
    ? []
    : neededRanks(counted.confirmed).map((rank) => found(counted, { id: counted.id, sure: true, rank }))),
];

function found({ lows, all, sure: confirmed }: Counted, rank: Rank): Asked {
  let before = rank.rank - 1;
  for (const [i, count] of (rank.sure ? confirmed : all).entries()) {
    if (before < count) return { ...rank, ...bucketOf(lows[i] ?? 0), before };
    before -= count;
  }
  throw new RangeError(`there is no value ${rank.rank} in the buckets of cohort ${rank.id}`);
}

type Values = ReadonlyMap<string, ReadonlyMap<number, number>>;

const keyOf = ({ id, sure }: Pick<Rank, 'id' | 'sure'>): string => `${id} ${sure}`;

/** Within a bucket members are counted in the order of an index. */
async function valuesAt(transaction: Writing, ranks: readonly Asked[]): Promise<Values> {
  const { rows } = await sql<Rank & { readonly value: number }>`
    select id, sure, rank, part.value
    from jsonb_to_recordset(${JSON.stringify(ranks)}::jsonb) as asked(id integer, sure boolean, rank integer,
      low double precision, high double precision, before integer)
    cross join lateral (
      select value from cohort_members
      where cohort_id = asked.id and value >= asked.low and value < asked.high and (confirmed or not asked.sure)
      order by value offset asked.before limit 1) as part ${PREPARED}`.execute(transaction);
  const values = new Map<string, Map<number, number>>();
  for (const { rank, value, ...of } of rows) {
    const own = values.get(keyOf(of)) ?? new Map<number, number>();
    values.set(keyOf(of), own.set(rank, value));
  }
  return values;
}

const NONE: ReadonlyMap<number, number> = new Map();

async function setRows(transaction: Writing, counts: readonly Counted[], values: Values): Promise<void> {
  if (counts.length === 0) return;
  const rows = counts.flatMap((counted) => {
    const { id, devices, confirmed, runs } = counted;
    const all = figureFromRanks(devices, values.get(keyOf({ id, sure: false })) ?? NONE);
    if (all === null) return [];
    const shown = isOfAll(counted)
      ? all
      : (figureFromRanks(confirmed, values.get(keyOf({ id, sure: true })) ?? NONE) ?? all);
    const [of, ofAll] = [flat(shown), flat(all)];
    return [
      {
        ...{ id, devices, confirmed, runs, basis: basisOf(devices, confirmed), n: shown.n, ...of },
        ...{ all_median: ofAll.median, all_low: ofAll.low, all_high: ofAll.high },
        ...{ all_guarded_low: ofAll.guarded_low, all_guarded_high: ofAll.guarded_high },
      },
    ];
  });
  // Their ids once more: of JSON the planner thinks that it has a hundred rows, for which it would read all cohorts.
  await sql`
    update cohorts set (devices, confirmed, runs, basis, n, median, low, high, guarded_low, guarded_high,
      all_median, all_low, all_high, all_guarded_low, all_guarded_high, updated_at) =
      (made.devices, made.confirmed, made.runs, made.basis, made.n, made.median, made.low, made.high, made.guarded_low, made.guarded_high,
      made.all_median, made.all_low, made.all_high, made.all_guarded_low, made.all_guarded_high, clock_timestamp())
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made(id integer, devices integer, confirmed integer, runs integer,
      basis text, n integer, median double precision, low double precision, high double precision,
      guarded_low double precision, guarded_high double precision, all_median double precision, all_low double precision,
      all_high double precision, all_guarded_low double precision, all_guarded_high double precision)
    where cohorts.id = made.id and cohorts.id = any(${rows.map(({ id }) => id)}::integer[]) ${PREPARED}`.execute(
    transaction,
  );
}

const flat = ({ median, bounds, guarded }: CohortFigure) => ({
  ...{ median, low: bounds?.low ?? null, high: bounds?.high ?? null },
  ...{ guarded_low: guarded?.low ?? null, guarded_high: guarded?.high ?? null },
});

/** Without a device: one that the operator has warned of stays, with its warning and its id, for those who come next. */
async function empty(transaction: Writing, cohorts: readonly number[]): Promise<void> {
  if (cohorts.length === 0) return;
  const nothing = { devices: 0, confirmed: 0, runs: 0, n: 0, basis: 'all' as const, median: 0, all_median: 0 };
  const unknown = { low: null, high: null, guarded_low: null, guarded_high: null };
  const ofAll = { all_low: null, all_high: null, all_guarded_low: null, all_guarded_high: null };
  await transaction
    .deleteFrom('cohorts')
    .where('id', 'in', [...cohorts])
    .where('warning', 'is', null)
    .execute();
  await transaction
    .updateTable('cohorts')
    .set({ ...nothing, ...unknown, ...ofAll, updated_at: sql<Date>`clock_timestamp()` })
    .where('id', 'in', [...cohorts])
    .execute();
}

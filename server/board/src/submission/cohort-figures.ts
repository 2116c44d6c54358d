/**
 * The figures of cohorts whose members have changed, of which only the few values are read that a figure lies between
 * (cohorts/few-ranks.ts): for all cohorts one count, one pass over the part of the index that holds those values, and one update.
 */
import { sql, type Transaction } from 'kysely';
import { basisOf } from '../cohorts/basis';
import { figureFromRanks, neededRanks } from '../cohorts/few-ranks';
import type { CohortFigure } from '../cohorts/figure';
import type { Tables } from '../database/tables';

type Writing = Transaction<Tables>;

interface Counted {
  readonly id: number;
  readonly devices: number;
  readonly confirmed: number;
  readonly runs: number;
}

/** Of cohorts whose rows are locked. */
export async function setFigures(transaction: Writing, cohorts: readonly number[]): Promise<void> {
  if (cohorts.length === 0) return;
  const { rows: counts } = await sql<Counted>`
    select cohort_id as id, count(*)::integer as devices, (count(*) filter (where confirmed))::integer as confirmed,
      sum(runs)::integer as runs
    from cohort_members where cohort_id = any(${[...cohorts]}::integer[])
    group by cohort_id`.execute(transaction);
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

const isOfAll = ({ devices, confirmed }: Counted): boolean =>
  confirmed === devices || basisOf(devices, confirmed) === 'all';

const asked = (counted: Counted): readonly Rank[] => [
  ...neededRanks(counted.devices).map((rank) => ({ id: counted.id, sure: false, rank })),
  ...(isOfAll(counted) ? [] : neededRanks(counted.confirmed).map((rank) => ({ id: counted.id, sure: true, rank }))),
];

type Values = ReadonlyMap<string, ReadonlyMap<number, number>>;

const keyOf = ({ id, sure }: Pick<Rank, 'id' | 'sure'>): string => `${id} ${sure}`;

/** From the first to the last of a cohort's ranks the index is numbered, and those that were asked for are taken out of it. */
async function valuesAt(transaction: Writing, ranks: readonly Rank[]): Promise<Values> {
  const { rows } = await sql<Rank & { readonly value: number }>`
    with asked as (
      select * from unnest(${ranks.map(({ id }) => id)}::integer[], ${ranks.map(({ sure }) => sure)}::boolean[],
        ${ranks.map(({ rank }) => rank)}::integer[]) as asked(id, sure, rank)),
    span as (select id, sure, min(rank) as first, max(rank) as last from asked group by id, sure)
    select asked.id, asked.sure, asked.rank, part.value
    from span
    cross join lateral (
      select span.first - 1 + row_number() over (order by value) as rank, value
      from (
        select value from cohort_members
        where cohort_id = span.id and (confirmed or not span.sure)
        order by value offset span.first - 1 limit span.last - span.first + 1) as slice) as part
    join asked on asked.id = span.id and asked.sure = span.sure and asked.rank = part.rank`.execute(transaction);
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
  await sql`
    update cohorts set (devices, confirmed, runs, basis, n, median, low, high, guarded_low, guarded_high,
      all_median, all_low, all_high, all_guarded_low, all_guarded_high, updated_at) =
      (made.devices, made.confirmed, made.runs, made.basis, made.n, made.median, made.low, made.high, made.guarded_low, made.guarded_high,
      made.all_median, made.all_low, made.all_high, made.all_guarded_low, made.all_guarded_high, clock_timestamp())
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made(id integer, devices integer, confirmed integer, runs integer,
      basis text, n integer, median double precision, low double precision, high double precision,
      guarded_low double precision, guarded_high double precision, all_median double precision, all_low double precision,
      all_high double precision, all_guarded_low double precision, all_guarded_high double precision)
    where cohorts.id = made.id`.execute(transaction);
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

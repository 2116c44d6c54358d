/** What ran where, and what there is to filter by: of the latest runs, and made anew every few minutes. */
import { sql } from 'kysely';
import { rungSchema } from '../contract/reads/figure';
import type { Filters, Support, SupportCell } from '../contract/reads/support';
import type { Database } from '../database/open';
import type { Line } from '../operations/line';
import { keeper } from './keeper';
import { headlineIds, type Reading } from './known';

export interface SupportReads {
  support(): Promise<Support>;
  filters(): Promise<Filters>;
}

const MINUTE = 60_000;
/** Of a matrix, which says little in more cells. */
const MOST_CELLS = 2000;
const MOST_CHOICES = 50;
/** At which the answers are made seldom. */
const MANY_RUNS = 1000;

export function supportReads(database: Database, line: Line): SupportReads {
  const { read } = database;
  const times = {
    most: 1,
    freshMs: ({ of }: Pick<Support, 'of'>) => (of.runs > MANY_RUNS ? 10 * MINUTE : MINUTE / 6),
    staleMs: 60 * MINUTE,
    line,
  };
  const supports = keeper<Support>(times);
  const filters = keeper<Filters>(times);
  return {
    support: () => supports.get('', () => supportNow(database)),
    filters: () => filters.get('', () => filtersOf(read, latestRuns(database))),
  };
}

/** A run has up to three formats. */
const latestRuns = ({ mostRows }: Pick<Database, 'mostRows'>): number => Math.round(mostRows / 3);

/** @param families those that are told by their names, and all others as one; null: all are */
export const supportNow = (database: Database, families: readonly string[] | null = null): Promise<Support> =>
  supportOf(database.read, latestRuns(database), families);

/** Of all states that anybody hears of: a quarantined run would tell itself. */
const TOLD = sql`runs.state in ('ranked', 'pending', 'practice', 'failed')`;

interface CellRow {
  readonly format: string;
  readonly browser: string;
  readonly family: string;
  readonly code: string | null;
  readonly devices: number;
  readonly runs: number;
}

async function supportOf(read: Reading, latest: number, families: readonly string[] | null): Promise<Support> {
  const told = sql`(select id, device_id, received_at from runs where ${TOLD} order by received_at desc, id limit ${latest})`;
  const { rows: of } = await sql<{ runs: number; since: Date | null }>`
    select count(*)::integer as runs, min(received_at) as since from ${told} as told`.execute(read);
  const family =
    families === null
      ? sql.ref('gpu_family')
      : sql`case when gpu_family = any(${[...families]}::text[]) then gpu_family else 'other' end`;
  const { rows } = await sql<CellRow>`
    select support.format, support.browser, support.family, support.code,
      count(distinct told.device_id)::integer as devices, count(*)::integer as runs
    from ${told} as told join (select *, ${family} as family from support) as support on support.run_id = told.id
    group by support.format, support.browser, support.family, support.code
    order by count(distinct told.device_id) desc, support.format, support.browser, support.family, support.code
    limit ${MOST_CELLS}`.execute(read);
  return { of: latestOf(of), cells: cellsOf(rows) };
}

/** @param rows the most frequent first */
export function cellsOf(rows: readonly CellRow[]): Support['cells'] {
  const cells = new Map<string, SupportCell>();
  for (const { format, browser, family: gpuFamily, code, devices, runs } of rows) {
    const key = JSON.stringify([format, browser, gpuFamily]);
    const cell = cells.get(key) ?? { format, browser, gpuFamily, ran: 0, failed: 0, runs: 0, codes: [] };
    cells.set(key, {
      ...{ ...cell, runs: cell.runs + runs },
      // A device that failed in two ways failed once; how many did is not known from the sums, and is at least the largest.
      ...(code === null
        ? { ran: devices }
        : { failed: Math.max(cell.failed, devices), codes: [...cell.codes, { code, devices }] }),
    });
  }
  return [...cells.values()];
}

const latestOf = ([row]: readonly { runs: number; since: Date | null }[]): Support['of'] => ({
  runs: row?.runs ?? 0,
  since: row?.since?.toISOString() ?? null,
});

async function filtersOf(read: Reading, latest: number): Promise<Filters> {
  const ranked = sql`(select browser, os, power_source, received_at from runs where runs.state = 'ranked'
    order by received_at desc, id limit ${latest})`;
  const { rows: of } = await sql<{ runs: number; since: Date | null }>`
    select count(*)::integer as runs, min(received_at) as since from ${ranked} as latest`.execute(read);
  const choices = async (column: 'browser' | 'os' | 'power_source'): Promise<Filters['browsers']> => {
    const { rows } = await sql<{ value: string; runs: number }>`
      select ${sql.ref(column)} as value, count(*)::integer as runs from ${ranked} as latest
      group by 1 order by 2 desc, 1 limit ${MOST_CHOICES}`.execute(read);
    return rows;
  };
  const gpus = await read
    .selectFrom('gpus')
    .select(['id', 'name', 'kind'])
    .where((on) =>
      on.exists(
        on
          .selectFrom('cohorts')
          .select('cohorts.id')
          .where('cohorts.n', '>', 0)
          .whereRef('cohorts.gpu_id', '=', 'gpus.id'),
      ),
    )
    .orderBy('name')
    .limit(MOST_CELLS)
    .execute();
  const engines = await read
    .selectFrom('cohorts')
    .select('engine')
    .distinct()
    .where('n', '>', 0)
    .orderBy('engine')
    .limit(100)
    .execute();
  const rungs: Filters['rungs'] = [];
  for (const rung of rungSchema.options) {
    const one = await read
      .selectFrom('energy')
      .select('rung')
      .where('workload_id', 'in', [...headlineIds()])
      .where('rung', '=', rung)
      .limit(1)
      .executeTakeFirst();
    if (one !== undefined) rungs.push(rung);
  }
  const browsers = await choices('browser');
  return {
    ...{ of: latestOf(of), gpus, kinds: [...new Set(gpus.map(({ kind }) => kind))].sort() },
    engines: engines.map(({ engine }) => engine),
    ...{ browsers: withNames(browsers), systems: await choices('os'), powers: await choices('power_source'), rungs },
  };
}

/** Each browser by its name too, before its versions. */
export function withNames(browsers: Filters['browsers']): Filters['browsers'] {
  const names = new Map<string, number>();
  for (const { value, runs } of browsers) {
    const name = value.replace(/ \d+$/, '');
    names.set(name, (names.get(name) ?? 0) + runs);
  }
  const byName = [...names].map(([value, runs]) => ({ value, runs })).sort((a, b) => b.runs - a.runs);
  return [...byName, ...browsers.filter(({ value }) => !names.has(value))];
}

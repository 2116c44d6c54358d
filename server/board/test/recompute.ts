/** Cohorts made again by the product's own functions, and nothing of it kept: for rows that came in bulk, or after a database was broken. */
import { sql, type Transaction } from 'kysely';
import type { Database } from '../src/database/open';
import type { Tables } from '../src/database/tables';
import { addToCohorts } from '../src/submission/cohort-rows';
import { wrongBuckets } from './buckets';

export interface Recomputed {
  /** One device in one cohort each. */
  readonly compared: number;
  /** What was other than the product makes it. */
  readonly differing: readonly string[];
}

/** Of values that were multiplied in another order. */
const ROUNDING = 1e-12;

/** @param most so many devices, drawn at random, in all of their cohorts */
export async function recompute(database: Database, most: number): Promise<Recomputed> {
  const { write } = database;
  const drawn = await write
    .selectFrom('runs')
    .select(['device_id', 'suite_id', 'gpu_id', 'engine', 'modified'])
    .distinct()
    .where('state', '=', 'ranked')
    .where('id', 'in', (all) =>
      all
        .selectFrom('runs')
        .select('id')
        .orderBy(sql`random()`)
        .limit(most),
    )
    .execute();
  let compared = 0;
  const differing = [...(await wrongBuckets(database))];
  for (const { device_id: device, suite_id: suite, gpu_id: gpu, engine, modified } of drawn) {
    if (gpu === null) continue;
    await undone(write, async (transaction) => {
      const before = await rowsOf(transaction, device);
      const workloads = before.map(({ workload_id }) => workload_id);
      await addToCohorts(transaction, { suite, gpu, engine, modified, device, workloads });
      const after = await rowsOf(transaction, device);
      compared += before.length;
      for (const [i, row] of before.entries())
        if (!isAlike(row, after[i])) differing.push(JSON.stringify([row, after[i]]));
    });
  }
  return { compared, differing };
}

const rowsOf = (transaction: Transaction<Tables>, device: string) =>
  transaction
    .selectFrom('cohort_members')
    .innerJoin('cohorts', 'cohorts.id', 'cohort_members.cohort_id')
    .selectAll('cohorts')
    .select(['value', 'cohort_members.runs as own_runs', 'cohort_members.confirmed as own_confirmed'])
    .where('device_id', '=', device)
    .orderBy('cohorts.id')
    .execute();

function isAlike(row: object, other: object | undefined): boolean {
  if (other === undefined) return false;
  return Object.entries(row).every(([name, value]: [string, unknown]) => {
    const made: unknown = Reflect.get(other, name);
    if (name === 'updated_at') return true;
    if (typeof value !== 'number' || typeof made !== 'number') return value === made;
    return Math.abs(value - made) <= ROUNDING * Math.abs(value);
  });
}

class Undone extends Error {}

async function undone(write: Database['write'], work: (transaction: Transaction<Tables>) => Promise<void>) {
  try {
    await write.transaction().execute(async (transaction) => {
      await work(transaction);
      throw new Undone();
    });
  } catch (thrown) {
    if (!(thrown instanceof Undone)) throw thrown;
  }
}

/** The narrow row of a run that counts (migrations/0008-counted-runs.ts): made when it begins to, and gone with it. */
import { sql, type Transaction } from 'kysely';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';

/** The rows of all runs that count: those that are ranked and of a GPU with a name. A condition on `runs` may follow. */
export const COUNTED = `
  insert into counted_runs (run_id, suite_id, gpu_id, engine, modified, implementation_id, device_id, confirmed, draw,
    browser, browser_name, os, power_source, received_at, medians)
  select runs.id, runs.suite_id, runs.gpu_id, runs.engine, runs.modified, runs.implementation_id, runs.device_id,
    devices.confirmed, runs.draw, runs.browser, regexp_replace(runs.browser, ' [0-9]+$', ''), runs.os, runs.power_source,
    runs.received_at, array(
      select own.median
      from generate_series(1, (select 2 * max(number) from workloads)) as places(place)
      left join (
        select 2 * number - (metric = 'tokensPerSecond')::integer as place, median
        from samples join workloads on workloads.id = workload_id where run_id = runs.id) as own using (place)
      order by place)
  from runs join devices on devices.id = runs.device_id
  where runs.state = 'ranked' and runs.gpu_id is not null`;

/** As the run stands now. */
export async function setCounted(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction.deleteFrom('counted_runs').where('run_id', '=', id).modifyEnd(PREPARED).execute();
  await sql`${sql.raw(COUNTED)} and runs.id = ${id} ${PREPARED}`.execute(transaction);
}

/**
 * Whether a device counts as confirmed: its ranked runs came in at least three sessions, each begun most of a day after the one before.
 * So it takes days to become one, and whoever makes keys by the hundred has to keep at it. It says nothing about what the runs measured.
 */
import { sql, type Transaction } from 'kysely';
import { CONFIRMED_SESSIONS } from '../../../../src/report/between-runs';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';

/** A day, less what people are early. */
export const APART_MS = 20 * 3_600_000;

export interface Confirmation {
  readonly confirmed: boolean;
  /** It was not so before this run came or went. */
  readonly changed: boolean;
}

/**
 * Before anything of its runs is taken out of counted_runs or put into it: whoever has the device's row may write that of any of its runs, so
 * nobody may have one of those and wait for the device.
 */
export const lockDevice = (transaction: Transaction<Tables>, device: string): Promise<void> =>
  lockDevices(transaction, [device]);

/** As lockDevice, one after the other in the order that all keep. */
export async function lockDevices(transaction: Transaction<Tables>, devices: readonly string[]): Promise<void> {
  const ids = [...new Set(devices)];
  await sql`select id from devices where id = any(${ids}::text[]) order by id for no key update ${PREPARED}`.execute(
    transaction,
  );
}

/**
 * Brought up to date. The device was locked by a statement before this one, which would otherwise not see a run that whoever had it until then has
 * ranked.
 */
export async function confirm(transaction: Transaction<Tables>, device: string): Promise<Confirmation> {
  const stands = await standingNow(transaction, device);
  if (stands === undefined) return { confirmed: false, changed: false };
  const { was, confirmed } = stands;
  const changed = confirmed !== was;
  if (changed) {
    await transaction.updateTable('devices').set({ confirmed }).where('id', '=', device).execute();
    await transaction.updateTable('counted_runs').set({ confirmed }).where('device_id', '=', device).execute();
  }
  return { confirmed, changed };
}

interface Standing {
  readonly was: boolean;
  readonly confirmed: boolean;
}

/** The operator's word goes before what was sent. One look-up a session, however many runs there are. */
async function standingNow(transaction: Transaction<Tables>, device: string): Promise<Standing | undefined> {
  const counting = sql`device_id = ${device} and state = ${'ranked'}`;
  const { rows } = await sql<Standing>`
    with recursive session as (
      (select 1 as number, received_at from runs where ${counting} order by received_at limit 1)
      union all
      select number + 1, later.received_at from session cross join lateral (
        select received_at from runs
        where ${counting} and received_at >= session.received_at + make_interval(secs => ${APART_MS / 1000})
        order by received_at limit 1) as later
      where number < ${CONFIRMED_SESSIONS})
    select confirmed as was, coalesce(confirmed_as, (select count(*) >= ${CONFIRMED_SESSIONS} from session)) as confirmed
    from devices where id = ${device} ${PREPARED}`.execute(transaction);
  return rows[0];
}

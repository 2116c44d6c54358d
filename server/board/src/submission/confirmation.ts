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

/** Brought up to date, with the device's row locked: its runs begin and end to count one after the other. */
export async function confirm(transaction: Transaction<Tables>, device: string): Promise<Confirmation> {
  const before = await transaction
    .selectFrom('devices')
    .select(['confirmed', 'confirmed_as'])
    .where('id', '=', device)
    .forNoKeyUpdate()
    .modifyEnd(PREPARED)
    .executeTakeFirst();
  if (before === undefined) return { confirmed: false, changed: false };
  // The operator's word goes before what was sent.
  const confirmed = before.confirmed_as ?? (await hasSessions(transaction, device));
  const changed = confirmed !== before.confirmed;
  if (changed) {
    await transaction.updateTable('devices').set({ confirmed }).where('id', '=', device).execute();
    await transaction.updateTable('counted_runs').set({ confirmed }).where('device_id', '=', device).execute();
  }
  return { confirmed, changed };
}

/** One look-up a session, however many runs there are. */
async function hasSessions(transaction: Transaction<Tables>, device: string): Promise<boolean> {
  let from = new Date(0);
  for (let session = 0; session < CONFIRMED_SESSIONS; session += 1) {
    const first = await transaction
      .selectFrom('runs')
      .select('received_at')
      .where('device_id', '=', device)
      .where('state', '=', 'ranked')
      .where('received_at', '>=', from)
      .orderBy('received_at')
      .limit(1)
      .modifyEnd(PREPARED)
      .executeTakeFirst();
    if (first === undefined) return false;
    from = new Date(first.received_at.getTime() + APART_MS);
  }
  return true;
}

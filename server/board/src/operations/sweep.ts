/**
 * Takes away what nobody needs any more, in bounded batches, each a transaction of its own under one lock: every instance tries, and
 * one at a time does it. What a request writes meanwhile is left alone.
 */
import { sql, type RawBuilder } from 'kysely';
import { LIFETIME_HOURS } from '../challenge/issue';
import { deadlines } from '../contract/challenge';
import type { Database } from '../database/open';
import { LONGEST_WINDOW_SECONDS } from '../limits/rates';

/** Rows of one batch. */
const BATCH = 500;
/** Of one kind in one sweep: what is left waits for the next. */
const MOST_BATCHES = 200;

/** After a challenge has expired, what is sent for it is refused. And an hour, for clocks that differ. */
const KEPT_SECONDS = deadlines({ expiresAt: new Date(0).toISOString() }).sent / 1000 + 3600;

const before = (seconds: number): RawBuilder<Date> => sql<Date>`now() - make_interval(secs => ${seconds})`;

/** By what they are called in the log, in the order in which they are done. */
export const SWEEP_NAMES = ['windows', 'salts', 'links', 'challenges', 'devices', 'names'] as const;
export type Sweep = (typeof SWEEP_NAMES)[number];

/**
 * Each removes at most a batch and says of how many rows. A row that somebody has locked is theirs.
 * A run has the times of its links itself; its challenge stays with it, since by that a second sending is known.
 */
const SWEEPS: Readonly<Record<Sweep, RawBuilder<unknown>>> = {
  windows: sql`
    delete from rate_limits where (key, window_start) in (
      select key, window_start from rate_limits
      where window_start < ${before(LONGEST_WINDOW_SECONDS)} limit ${BATCH})`,
  salts: sql`delete from salts where day < (now() at time zone 'utc')::date`,
  // By their own time: each was taken after its challenge was issued.
  links: sql`
    delete from commitments where (nonce, k) in (
      select nonce, k from commitments where stamped_at < ${before(LIFETIME_HOURS * 3600 + KEPT_SECONDS)}
      order by stamped_at limit ${BATCH})`,
  challenges: sql`
    delete from challenges where nonce in (
      select nonce from challenges
      where expires_at < ${before(KEPT_SECONDS)}
        and not exists (select from runs where runs.nonce = challenges.nonce)
        and not exists (select from commitments where commitments.nonce = challenges.nonce)
      limit ${BATCH} for update skip locked)`,
  // Not one that may have no name: it would be back with one by its next run.
  devices: sql`
    delete from devices where id in (
      select id from devices
      where first_seen < ${before(KEPT_SECONDS)} and not unnamed
        and not exists (select from runs where device_id = devices.id)
      limit ${BATCH} for update skip locked)`,
  names: sql`
    delete from gpu_aliases where raw in (
      select raw from gpu_aliases
      where gpu_id is null and first_seen < ${before(KEPT_SECONDS)}
        and not exists (select from runs where lower(gpu_raw collate "C") = gpu_aliases.raw)
      limit ${BATCH} for update skip locked)`,
};

/** Of the advisory lock that a sweep has: a number that no other part of the board uses. */
const LOCK = 7_367_425;

/** @returns how many rows of each are gone; null where another instance is at it */
export async function sweep(
  { write }: Database,
  names: readonly Sweep[] = SWEEP_NAMES,
): Promise<Readonly<Partial<Record<Sweep, number>>> | null> {
  const swept: Partial<Record<Sweep, number>> = {};
  for (const name of names) {
    for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
      const rows = await write.transaction().execute(async (transaction) => {
        const lock = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as taken`.execute(
          transaction,
        );
        if (lock.rows[0]?.taken !== true) return null;
        const { numAffectedRows = 0n } = await SWEEPS[name].execute(transaction);
        return Number(numAffectedRows);
      });
      if (rows === null) return null;
      swept[name] = (swept[name] ?? 0) + rows;
      if (rows < BATCH) break;
    }
  }
  return swept;
}

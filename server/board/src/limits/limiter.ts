/**
 * Counts who asks how often, in the database, so that any number of instances share one count. What writes is counted before it is done.
 * Reads are counted here and added up in the database once a second, because a row written for each would cost more than most
 * reads do: several instances together may then let through what each has answered within that second.
 */
import { sql } from 'kysely';
import type { Database } from '../database/open';
import { RATES, type RateKind } from './rates';
import { saltedHash } from './salts';

export interface Taken {
  readonly isAllowed: boolean;
  readonly most: number;
  readonly windowSeconds: number;
  readonly left: number;
  /** Seconds until the window ends. */
  readonly resetSeconds: number;
}

export interface RateLimiter {
  /** Counts one. @param address as client-address.ts gives it */
  take(kind: RateKind, address: string, now?: Date): Promise<Taken>;
  /** Adds what was counted here to the database. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface LimiterOptions {
  readonly database: Database;
  /** Of all rates. */
  readonly factor?: number;
  /** Told of a count that could not be added. */
  readonly note: (thrown: unknown) => void;
}

interface Local {
  /** Milliseconds. */
  readonly windowStart: number;
  /** Of all instances, as last heard. */
  known: number;
  /** Counted here, and not yet added. */
  pending: number;
}

/** Addresses kept in memory, whatever the number of those that ask: the ones longest known go first. */
const MOST_KEYS = 50_000;
const FLUSH_MS = 1000;
/** Rows of one statement. */
const BATCH = 1000;

export function createRateLimiter({ database, factor = 1, note }: LimiterOptions): RateLimiter {
  const hash = saltedHash(database);
  const locals = new Map<string, Local>();

  const localOf = (key: string, windowStart: number): Local => {
    const known = locals.get(key);
    if (known?.windowStart === windowStart) return known;
    const fresh = { windowStart, known: 0, pending: 0 };
    locals.delete(key);
    locals.set(key, fresh);
    const oldest = locals.size > MOST_KEYS ? locals.keys().next() : null;
    if (oldest?.done === false) locals.delete(oldest.value);
    return fresh;
  };

  const flush = async (): Promise<void> => {
    const waiting = [...locals].filter(([, { pending }]) => pending > 0);
    for (let first = 0; first < waiting.length; first += BATCH) {
      const counts = waiting.slice(first, first + BATCH).map(([key, local]) => {
        const count = local.pending;
        local.known += count;
        local.pending = 0;
        return { key, local, windowStart: local.windowStart, count };
      });
      const sums = await addCounts(database, counts);
      for (const { key, local } of counts) local.known = Math.max(local.known, sums.get(key) ?? 0);
    }
  };

  const beat = setInterval(() => void flush().catch(note), FLUSH_MS);
  beat.unref();
  return {
    async take(kind, address, now = new Date()) {
      const { most: base, seconds } = RATES[kind];
      const most = Math.ceil(base * factor);
      const windowStart = Math.floor(now.getTime() / 1000 / seconds) * seconds * 1000;
      const resetSeconds = Math.max(1, Math.ceil((windowStart - now.getTime()) / 1000 + seconds));
      const key = `${kind} ${await hash(address, now)}`;
      const local = localOf(key, windowStart);
      const before = local.known + local.pending;
      const answer = (count: number): Taken => ({
        ...{ isAllowed: count <= most, most, windowSeconds: seconds, resetSeconds, left: Math.max(0, most - count) },
      });
      // Whoever goes on asking costs no statement.
      if (before >= most) return answer(before + 1);
      if (kind === 'reads') {
        local.pending += 1;
        return answer(before + 1);
      }
      const sums = await addCounts(database, [{ key, windowStart, count: 1 }]);
      const count = sums.get(key) ?? before + 1;
      local.known = Math.max(local.known, count);
      return answer(count);
    },
    flush,
    async stop() {
      clearInterval(beat);
      await flush().catch(note);
    },
  };
}

interface Count {
  readonly key: string;
  readonly windowStart: number;
  readonly count: number;
}

/** @returns the sums by key, of all instances */
async function addCounts({ write }: Database, counts: readonly Count[]): Promise<ReadonlyMap<string, number>> {
  const starts = counts.map(({ windowStart }) => new Date(windowStart).toISOString());
  // In one order, so that two instances never wait for each other.
  const { rows } = await sql<{ key: string; count: number }>`
    insert into rate_limits (key, window_start, count)
    select key, window_start::timestamptz, count
    from unnest(${counts.map(({ key }) => key)}::text[], ${starts}::text[], ${counts.map(({ count }) => count)}::integer[])
      as counted (key, window_start, count)
    order by key
    on conflict (key, window_start) do update set count = rate_limits.count + excluded.count
    returning key, count`.execute(write);
  return new Map(rows.map(({ key, count }) => [key, count]));
}

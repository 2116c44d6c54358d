/** What the database knows of a submission before it is judged, in one question: its challenge, its links, a run that has answered it, the time. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Stamp } from '../challenge/chain';
import type { Database } from '../database/open';
import { PREPARED } from '../database/prepared';
import type { HeardOf } from '../gates/admission';
import type { Met } from '../judging/judging';

/** What it is judged by. */
export interface HeardFacts extends HeardOf {
  /** Its challenge was given out, and has not been taken away since. */
  readonly isKnown: boolean;
  /** Which GPU the operator has said that its name means; null where nobody has said anything. */
  readonly named: string | null;
  /** The GPUs that the operator has named, as JSON: mostly what it was the last time, and then not read again. */
  readonly gpus: string;
}

export interface Heard {
  readonly facts: HeardFacts;
  readonly isUsed: boolean;
  /** The run that has answered it, where that is still there. */
  readonly run: {
    readonly id: string;
    readonly digest: string;
    readonly answer: unknown;
    readonly tokenHash: string;
  } | null;
}

const rowSchema = z.object({
  now: z.number(),
  known: z.boolean(),
  used: z.boolean(),
  withdrawn: z.boolean(),
  id: z.string().nullable(),
  digest: z.string().nullable(),
  answer: z.unknown(),
  token_hash: z.string().nullable(),
  named: z.string().nullable(),
  gpus: z.string(),
  ks: z.array(z.number()),
  hashes: z.array(z.string()),
  times: z.array(z.number()),
});

export async function heardOfSubmission({ write }: Database, { nonce, gpu }: Omit<Met, 'digest'>): Promise<Heard> {
  // Times as numbers: the one clock is the database's.
  const { rows } = await sql`
    select extract(epoch from clock_timestamp())::double precision * 1000 as now,
      challenges.nonce is not null as known, challenges.used_at is not null as used,
      suites.withdrawn_at is not null as withdrawn,
      runs.id, runs.digest, runs.answer, runs.delete_token_hash as token_hash,
      (select gpu_id from gpu_aliases where raw = ${gpu}) as named,
      (select coalesce(json_agg(own order by own.id), '[]')::text from (
        select id, name, kind, vendor, bandwidth, source from gpus where vendor is not null) as own) as gpus,
      links.ks, links.hashes, links.times
    from (select ${nonce}::text as nonce) as asked
    left join challenges on challenges.nonce = asked.nonce
    left join suites on suites.id = challenges.suite_id
    left join runs on runs.nonce = asked.nonce
    cross join lateral (
      select coalesce(array_agg(k order by k), '{}') as ks, coalesce(array_agg(hash order by k), '{}') as hashes,
        coalesce(array_agg(extract(epoch from stamped_at)::double precision * 1000 order by k), '{}') as times
      from commitments where commitments.nonce = asked.nonce) as links ${PREPARED}`.execute(write);
  const { now, known, used, withdrawn, named, gpus, ks, hashes, times, ...run } = rowSchema.parse(rows[0]);
  const stamps = ks.map((k, i): Stamp => ({ k, hash: hashes[i] ?? '', at: times[i] ?? 0 }));
  return {
    facts: { receivedAt: now, stamps, isWithdrawn: withdrawn, isKnown: known, named, gpus },
    isUsed: used,
    run:
      run.id === null
        ? null
        : { id: run.id, digest: run.digest ?? '', answer: run.answer, tokenHash: run.token_hash ?? '' },
  };
}

/** What the database knows of a submission before it is judged, in one question: its challenge, its links, a run that has answered it, the time. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Stamp } from '../challenge/chain';
import type { ReadSubmission } from '../contract/submission';
import type { Database } from '../database/open';
import type { HeardOf } from '../gates/admission';
import { aliasKey, type Aliases } from '../gates/gpu';

export interface Heard extends HeardOf {
  /** It was given out, and has not been taken away since. */
  readonly isKnown: boolean;
  readonly isUsed: boolean;
  /** The run that has answered it, where that is still there. */
  readonly run: {
    readonly id: string;
    readonly digest: string;
    readonly answer: unknown;
    readonly tokenHash: string;
  } | null;
  /** What the operator has said of the GPU's name. */
  readonly aliases: Aliases;
}

const rowSchema = z.object({
  now: z.number(),
  known: z.boolean(),
  used: z.boolean(),
  id: z.string().nullable(),
  digest: z.string().nullable(),
  answer: z.unknown(),
  token_hash: z.string().nullable(),
  named: z.string().nullable(),
  ks: z.array(z.number()),
  hashes: z.array(z.string()),
  times: z.array(z.number()),
});

export async function heardOfSubmission({ write }: Database, { submission }: ReadSubmission): Promise<Heard> {
  const { challenge, declared } = submission;
  const key = aliasKey(declared.gpu);
  // Times as numbers: the one clock is the database's.
  const { rows } = await sql`
    select extract(epoch from clock_timestamp())::double precision * 1000 as now,
      challenges.nonce is not null as known, challenges.used_at is not null as used,
      runs.id, runs.digest, runs.answer, runs.delete_token_hash as token_hash,
      (select gpu_id from gpu_aliases where raw = ${key}) as named,
      links.ks, links.hashes, links.times
    from (select ${challenge.nonce}::text as nonce) as asked
    left join challenges on challenges.nonce = asked.nonce
    left join runs on runs.nonce = asked.nonce
    cross join lateral (
      select coalesce(array_agg(k order by k), '{}') as ks, coalesce(array_agg(hash order by k), '{}') as hashes,
        coalesce(array_agg(extract(epoch from stamped_at)::double precision * 1000 order by k), '{}') as times
      from commitments where commitments.nonce = asked.nonce) as links`.execute(write);
  const { now, known, used, named, ks, hashes, times, ...run } = rowSchema.parse(rows[0]);
  const stamps = ks.map((k, i): Stamp => ({ k, hash: hashes[i] ?? '', at: times[i] ?? 0 }));
  return {
    ...{ receivedAt: now, stamps, isKnown: known, isUsed: used },
    aliases: new Map(named === null ? [] : [[key, named]]),
    run:
      run.id === null
        ? null
        : { id: run.id, digest: run.digest ?? '', answer: run.answer, tokenHash: run.token_hash ?? '' },
  };
}

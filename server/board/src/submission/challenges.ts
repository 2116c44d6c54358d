/** Challenges that are given out, and the links of their chains as they arrive, each stamped by the database's clock. */
import { sql } from 'kysely';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { issueChallenge } from '../challenge/issue';
import type { ChallengeKeys } from '../challenge/sign';
import type { Challenge } from '../contract/challenge';
import type { Commitment, Stamped } from '../contract/commitment';
import type { Database } from '../database/open';
import { ProblemError } from '../problem/problem-error';
import { knownRows } from './known-rows';

export async function giveChallenge({ write }: Database, keys: ChallengeKeys): Promise<Challenge> {
  await knownRows(write).suite(SUITE);
  // By the clock that stamps the links.
  const { rows } = await sql<{ now: Date; withdrawn: boolean; why: string | null }>`
    select clock_timestamp() as now, withdrawn_at is not null as withdrawn, withdrawn_why as why
    from suites where id = ${SUITE}`.execute(write);
  const [{ now, withdrawn, why } = { now: new Date(), withdrawn: false, why: null }] = rows;
  if (withdrawn) throw isWithdrawn(why ?? '');
  const challenge = issueChallenge({ now, keys });
  const { nonce, suite: suite_id, issuedAt, expiresAt } = challenge;
  await write
    .insertInto('challenges')
    .values({ nonce, suite_id, issued_at: new Date(issuedAt), expires_at: new Date(expiresAt) })
    .execute();
  return challenge;
}

const isWithdrawn = (why: string): ProblemError =>
  new ProblemError({
    ...{ status: 409, code: 'suite-withdrawn', title: 'This suite is not ranked any more' },
    detail: `The suite ${SUITE} has been withdrawn: ${why}`.trim(),
    remedy: 'Wait for the next version of Tokamark; what was sent stays as it is.',
  });

/** One that arrives again, because its answer was lost, keeps its first stamp. @throws ProblemError */
export async function stampLink({ write }: Database, { nonce, k, hash }: Commitment): Promise<Stamped> {
  // One statement: of two that arrive at once, one is next.
  const { rows } = await sql<{ stamped_at: Date }>`
    insert into commitments (nonce, k, hash)
    select ${nonce}, ${k}::integer, ${hash}
    from challenges
    where nonce = ${nonce} and expires_at > now() and used_at is null
      and ${k}::integer = 1 + (select coalesce(max(k), 0) from commitments where nonce = ${nonce})
    on conflict do nothing
    returning stamped_at`.execute(write);
  const [stamped] = rows;
  if (stamped !== undefined) return { k, stampedAt: stamped.stamped_at.toISOString() };
  return stampedBefore(write, { nonce, k, hash });
}

async function stampedBefore(write: Database['write'], { nonce, k, hash }: Commitment): Promise<Stamped> {
  const before = await write
    .selectFrom('commitments')
    .select(['hash', 'stamped_at'])
    .where('nonce', '=', nonce)
    .where('k', '=', k)
    .executeTakeFirst();
  if (before?.hash === hash) return { k, stampedAt: before.stamped_at.toISOString() };
  const challenge = await write
    .selectFrom('challenges')
    .select(['used_at', sql<boolean>`expires_at <= clock_timestamp()`.as('expired')])
    .where('nonce', '=', nonce)
    .executeTakeFirst();
  if (challenge === undefined) throw refused(404, 'no-such-challenge', 'This board has not given out that challenge.');
  if (challenge.used_at !== null) throw refused(409, 'challenge-used', 'A run has answered that challenge already.');
  if (challenge.expired) throw refused(410, 'challenge-expired', 'That challenge has expired.');
  throw refused(409, 'not-the-next-link', 'It is not the link that follows the last one.', 'k');
}

const refused = (status: 404 | 409 | 410, code: string, detail: string, field = 'nonce'): ProblemError =>
  new ProblemError({
    ...{ status, code, title: 'This link was not stamped', detail, field },
    remedy: 'Ask for a new challenge and run again.',
  });

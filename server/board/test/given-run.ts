/** A run whose challenge was asked for an hour ago, and whose links came while it ran: all that a board must have heard before it is sent. */
import { issueChallenge } from '../src/challenge/issue';
import type { KeptKey } from '../src/contract/device-key';
import type { Database } from '../src/database/open';
import { DEVICE, honestResult, type Device } from '../src/fixtures/honest-run';
import { ISSUED, KEY, sendingOf, type Sending } from '../src/fixtures/sent';
import type { Secrets } from '../src/submission/secret';

const HOUR = 3_600_000;

interface Given {
  readonly device?: Partial<Device>;
  readonly key?: KeptKey;
  /** How many of those that are asked for. */
  readonly formats?: number;
}

export async function givenRun(
  { write }: Pick<Database, 'write'>,
  { keys }: Secrets,
  given: Given = {},
): Promise<Sending> {
  const { device = {}, key = KEY, formats } = given;
  const issued = Date.now() - HOUR;
  const asked = issueChallenge({ now: new Date(issued), keys });
  const { nonce, suite, issuedAt, expiresAt } = asked;
  await write
    .insertInto('suites')
    .values({ id: suite })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await write
    .insertInto('challenges')
    .values({ nonce, suite_id: suite, issued_at: new Date(issuedAt), expires_at: new Date(expiresAt) })
    .execute();
  const ran = honestResult(asked.formats.slice(0, formats), { ...DEVICE, ...device });
  const sending = sendingOf(ran, asked, key);
  await hearLinks({ write }, sending);
  return sending;
}

/** As if these had come while it ran, and no others. */
export async function hearLinks({ write }: Pick<Database, 'write'>, { challenge, stamps }: Sending): Promise<void> {
  const { nonce, issuedAt } = challenge;
  const since = (at: number): Date => new Date(at - ISSUED + Date.parse(issuedAt));
  await write.deleteFrom('commitments').where('nonce', '=', nonce).execute();
  await write
    .insertInto('commitments')
    .values(stamps.map(({ k, hash, at }) => ({ nonce, k, hash, stamped_at: since(at) })))
    .execute();
}

/** The board's own secret, which all instances share: made by whichever starts first, and kept in the database. */
import { createHmac, randomBytes } from 'node:crypto';
import { challengeKeys, type ChallengeKeys } from '../challenge/sign';
import type { Database } from '../database/open';

export interface Secrets {
  readonly keys: ChallengeKeys;
  /** What deletes a run: nobody can guess it, and whoever sends the same run again hears the same. */
  readonly deleteToken: (runId: string) => string;
}

const KEY = 'secret';
const KEY_ID = '1';
const BYTES = 32;

export async function boardSecrets({ write }: Database): Promise<Secrets> {
  const fresh = { key: KEY, value: randomBytes(BYTES).toString('hex') };
  await write
    .insertInto('settings')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await write.selectFrom('settings').select('value').where('key', '=', KEY).executeTakeFirstOrThrow();
  const secret = Buffer.from(value, 'hex');
  return {
    keys: challengeKeys(KEY_ID, new Map([[KEY_ID, secret]])),
    deleteToken: (runId) => createHmac('sha256', secret).update(`tokamark-delete/1 ${runId}`).digest('base64url'),
  };
}

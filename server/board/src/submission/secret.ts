/**
 * The board's own secret, which all instances share: the operator's (BOARD_SECRET), or one that is made by whichever starts first and
 * kept in the database. Where the operator's takes the place of that one, or of none, what the other has signed still holds.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { challengeKeys, type ChallengeKeys } from '../challenge/sign';
import type { Database } from '../database/open';
import { tokenHash } from './token-hash';

export interface Secrets {
  readonly keys: ChallengeKeys;
  /**
   * What deletes a run: nobody can guess it, and whoever sends the same run again hears the same.
   * @param hash of the token that it had; left out for a new run
   */
  readonly deleteToken: (runId: string, hash?: string) => string;
}

const KEY = 'secret';
const KEPT_ID = '1';
const BYTES = 32;

/** @param given the operator's own; null: the one in the database */
export async function boardSecrets({ write }: Database, given: string | null = null): Promise<Secrets> {
  if (given === null) {
    await write
      .insertInto('settings')
      .values({ key: KEY, value: randomBytes(BYTES).toString('hex') })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const kept = await write.selectFrom('settings').select('value').where('key', '=', KEY).executeTakeFirst();
  const own = given === null ? [] : [[idOf(given), Buffer.from(given)] as const];
  const all = [...own, ...(kept === undefined ? [] : [[KEPT_ID, Buffer.from(kept.value, 'hex')] as const])];
  const [[current, secret] = [KEPT_ID, Buffer.alloc(0)]] = all;
  return {
    keys: challengeKeys(current, new Map(all)),
    deleteToken: (runId, hash) => {
      const tokens = all.map(([, one]) => tokenOf(one, runId));
      return tokens.find((token) => tokenHash(token) === hash) ?? tokenOf(secret, runId);
    },
  };
}

const tokenOf = (secret: Uint8Array, runId: string): string =>
  createHmac('sha256', secret).update(`tokamark-delete/1 ${runId}`).digest('base64url');

/** Another secret, another id; of it nothing else can be told. */
const idOf = (secret: string): string => `own-${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;

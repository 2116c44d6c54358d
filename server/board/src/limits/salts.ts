/** The salt of the day, which all instances share: with it an address becomes a key, and without it no key leads back to one. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Database } from '../database/open';

const BYTES = 32;
/** Base64url digits of a key: two addresses share one by chance once in 2^72 pairs. */
const DIGITS = 24;

export type HashAddress = (address: string, now: Date) => Promise<string>;

export function saltedHash({ write }: Database): HashAddress {
  let today = { day: '', salt: Promise.resolve('') };
  return async (address, now) => {
    const day = now.toISOString().slice(0, 10);
    if (today.day !== day) {
      const salt = saltOf(write, day);
      today = { day, salt };
      // What failed is asked again.
      salt.catch(() => {
        if (today.salt === salt) today = { day: '', salt: Promise.resolve('') };
      });
    }
    return createHmac('sha256', await today.salt)
      .update(address)
      .digest('base64url')
      .slice(0, DIGITS);
  };
}

/** That of the day before goes with the first who asks on a new day. */
async function saltOf(write: Database['write'], day: string): Promise<string> {
  await write.deleteFrom('salts').where('day', '<', day).execute();
  await write
    .insertInto('salts')
    .values({ day, salt: randomBytes(BYTES).toString('hex') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { salt } = await write.selectFrom('salts').select('salt').where('day', '=', day).executeTakeFirstOrThrow();
  return salt;
}

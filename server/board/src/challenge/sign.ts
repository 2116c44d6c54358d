/** The server's signature on its challenges: HMAC-SHA-256 with one of several secrets, so that a secret can be replaced while runs are on. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../../../src/benchmark/workload';
import type { Challenge } from '../contract/challenge';

export interface ChallengeKeys {
  /** By which new challenges are signed. */
  readonly current: string;
  /** By id, the older ones for as long as their challenges may come back. */
  readonly secrets: ReadonlyMap<string, Uint8Array>;
}

/** Bytes; fewer can be guessed. */
const SHORTEST_SECRET = 32;

/** @throws RangeError where a secret is too short, or the current one is not among them */
export function challengeKeys(current: string, secrets: ReadonlyMap<string, Uint8Array>): ChallengeKeys {
  if (!secrets.has(current)) throw new RangeError(`there is no secret of the id ${current}`);
  for (const [id, secret] of secrets) {
    if (!/^[a-z0-9-]{1,32}$/.test(id))
      throw new RangeError('the id of a secret has other characters than a-z, 0-9 and -');
    if (secret.length < SHORTEST_SECRET)
      throw new RangeError(`the secret ${id} has less than ${SHORTEST_SECRET} bytes`);
  }
  return { current, secrets };
}

export type UnsignedChallenge = Omit<Challenge, 'keyId' | 'mac'>;

export function signChallenge(unsigned: UnsignedChallenge, { current, secrets }: ChallengeKeys): Challenge {
  const secret = secrets.get(current);
  if (secret === undefined) throw new RangeError(`there is no secret of the id ${current}`);
  const signed = { ...unsigned, keyId: current };
  return { ...signed, mac: macOf(signed, secret).toString('base64url') };
}

/** In a time that does not tell how much of it was right. */
export function isOurChallenge({ mac, ...signed }: Challenge, { secrets }: ChallengeKeys): boolean {
  const secret = secrets.get(signed.keyId);
  if (secret === undefined) return false;
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(signed, secret);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const macOf = (signed: Omit<Challenge, 'mac'>, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret)
    .update(`tokamark-challenge/1 ${canonicalJson(signed)}`)
    .digest();

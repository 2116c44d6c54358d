/** A new challenge: what cannot be known before it is asked for. */
import { randomBytes } from 'node:crypto';
import { shuffled } from '../../../../src/foundation/random';
import { PROFILES, SUITE } from '../../../../src/benchmark/suite/suite';
import type { Challenge } from '../contract/challenge';
import { PROOF_FORMATS, PROOF_TOKENS } from '../contract/proof';
import { signChallenge, type ChallengeKeys } from './sign';

/** For the run. */
export const LIFETIME_HOURS = 2;

const HOUR = 3_600_000;

/** Cryptographic randomness; a test hands in its own. */
export type RandomBytes = (count: number) => Uint8Array;

export interface ChallengeRequest {
  readonly now: Date;
  readonly keys: ChallengeKeys;
  readonly random?: RandomBytes;
}

export function issueChallenge({ now, keys, random = randomBytes }: ChallengeRequest): Challenge {
  const draw = () => Buffer.from(random(4)).readUInt32LE();
  const uniform = () => draw() / 2 ** 32;
  const [format = PROOF_FORMATS[0]] = shuffled(PROOF_FORMATS, uniform);
  return signChallenge(
    {
      nonce: Buffer.from(random(32)).toString('base64url'),
      suite: SUITE,
      issuedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + LIFETIME_HOURS * HOUR).toISOString(),
      promptSeed: draw(),
      formats: shuffled(PROFILES.standard.formats, uniform),
      proof: { format, seed: draw(), tokens: PROOF_TOKENS },
    },
    keys,
  );
}

/**
 * What costs next to nothing and is asked first: whose challenge it is, who signed, whether the server knows of it and in time. Whoever
 * does not pass has cost a hash and a signature, and no import, no gate and no proof.
 */
import type { Stamp } from '../challenge/chain';
import { isOurChallenge, type ChallengeKeys } from '../challenge/sign';
import { deadlines } from '../contract/challenge';
import { isSignedBy } from '../contract/device-key';
import type { ReadSubmission, Submission } from '../contract/submission';
import { finding, type Finding, type Rule } from './gate';

const ASK_AGAIN = 'Ask the board for a new challenge and run again.';

export const admission = {
  'not-our-challenge': {
    verdict: 'reject',
    says: 'This board did not issue its challenge, or something in it was changed.',
    remedy: ASK_AGAIN,
  },
  unsigned: {
    verdict: 'reject',
    says: 'The signature is not that of the device’s key over what was sent.',
    remedy: 'Send what Tokamark made, unchanged, with the key that was there when the run began.',
  },
  'challenge-expired': {
    verdict: 'reject',
    says: 'The run was not over before its challenge expired.',
    remedy: ASK_AGAIN,
  },
  'sent-late': {
    verdict: 'reject',
    says: 'It was sent more than a day after its challenge expired.',
    remedy: ASK_AGAIN,
  },
  'no-link': {
    verdict: 'reject',
    says: 'The board has heard of no link of it: nothing says that it ever began.',
    remedy: 'Run again from the board’s page or with `tokamark submit`, with a steady connection.',
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type AdmissionCode = keyof typeof admission;

type Refusal = Finding<AdmissionCode> | null;

/** Before anything but the challenge has been read. */
export const foreign = (challenge: Submission['challenge'], keys: ChallengeKeys): Refusal =>
  isOurChallenge(challenge, keys) ? null : finding('not-our-challenge', 'challenge');

/** By the key that it names itself. */
export async function unsigned({ submission, digest }: ReadSubmission): Promise<Refusal> {
  const { device, signature } = submission;
  return (await isSignedBy(device.publicKey, digest, signature)) ? null : finding('unsigned', 'signature');
}

export interface HeardOf {
  /** Of the challenge's nonce, by the server's clock. */
  readonly stamps: readonly Stamp[];
  /** Milliseconds, by the same clock. */
  readonly receivedAt: number;
  /** Of its suite, by then. */
  readonly isWithdrawn: boolean;
}

/** By what the server has heard of it meanwhile. */
export function late({ challenge, blocks }: Submission, { stamps, receivedAt }: HeardOf): Refusal {
  const { run, sent } = deadlines(challenge);
  const last = stamps.at(-1)?.at ?? receivedAt;
  if (last > run) return finding('challenge-expired', 'challenge.expiresAt', `by ${(last - run) / 1000} s`);
  if (receivedAt > sent) return finding('sent-late', 'challenge.expiresAt');
  return stamps.length === 0 || blocks.length === 0 ? finding('no-link', 'blocks') : null;
}

/** What the server asks of the one run that it will take for it: seeds, the order of the formats, and a proof. Signed by the server. */
import { z } from 'zod';
import { format } from '../../../../src/report/schema/common';
import { base64url, nonce, uint32 } from './common';
import { PROOF_FORMATS, PROOF_TOKENS } from './proof';

const MOST_FORMATS = 8;

export const challengeSchema = z.strictObject({
  nonce,
  /** Which suite's workloads are asked for. */
  suite: z.string().regex(/^[a-z0-9-]{1,40}$/),
  issuedAt: z.iso.datetime(),
  /** By then the run is over: its last commitment has been stamped. */
  expiresAt: z.iso.datetime(),
  promptSeed: uint32,
  /** In which they are measured. A profile that has fewer leaves out the others. */
  formats: z
    .array(format)
    .min(1)
    .max(MOST_FORMATS)
    .refine((all) => new Set(all).size === all.length, 'a format is named twice'),
  /** Written by Fable, and never ranked. */
  proof: z.strictObject({ format: z.enum(PROOF_FORMATS), seed: uint32, tokens: z.literal(PROOF_TOKENS) }),
  /** Which of the server's keys signed it. */
  keyId: z.string().regex(/^[a-z0-9-]{1,32}$/),
  /** HMAC-SHA-256 of all of the above. */
  mac: base64url(32),
});

export type Challenge = z.infer<typeof challengeSchema>;

/** For sending a run once its challenge has expired: a person reads first what is sent, and nothing in it can be chosen any more. */
const SENDING_MILLISECONDS = 24 * 3_600_000;

/** When its run has to be over, and when it must have been sent, in milliseconds. */
export function deadlines({ expiresAt }: Pick<Challenge, 'expiresAt'>): {
  readonly run: number;
  readonly sent: number;
} {
  const run = Date.parse(expiresAt);
  return { run, sent: run + SENDING_MILLISECONDS };
}

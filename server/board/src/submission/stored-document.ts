/**
 * What is kept of a submission: all that a run can be judged by again, and neither the device's signature nor the server's own, by which
 * another could answer for either. Texts are plain, and fields are those that the schemas know.
 */
import { promisify } from 'node:util';
import { constants, gunzipSync, gzip } from 'node:zlib';
import type { z } from 'zod';
import { decodeUtf8 } from '../../../../src/foundation/decode-text';
import { resultSchema, type Result } from '../../../../src/report/schema';
import { challengeSchema } from '../contract/challenge';
import { submissionSchema, type Submission } from '../contract/submission';
import { knownFields } from './known-fields';

const documentSchema = submissionSchema
  .omit({ signature: true })
  .extend({ challenge: challengeSchema.omit({ keyId: true, mac: true }) });

export type StoredDocument = z.infer<typeof documentSchema>;

const compress = promisify(gzip);

/** @param result its own, with plain texts */
export async function storedDocument(submission: Submission, result: Result): Promise<Uint8Array> {
  const { blocks, device, declared, proof } = submission;
  const { nonce, suite, issuedAt, expiresAt, promptSeed, formats, proof: asked } = submission.challenge;
  const document = {
    challenge: { nonce, suite, issuedAt, expiresAt, promptSeed, formats, proof: asked },
    ...{ blocks, proof, device, declared, result: knownFields(resultSchema, result) },
  };
  return compress(JSON.stringify(document), { level: constants.Z_BEST_SPEED });
}

/** @throws where it is none, which only the board itself can have written */
export const readStored = (document: Uint8Array): StoredDocument =>
  documentSchema.parse(JSON.parse(decodeUtf8(gunzipSync(document), 'document', 'internal')));

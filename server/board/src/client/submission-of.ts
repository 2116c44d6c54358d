/** What is sent once a run is over: the text as the board gets it, byte by byte, so that a person can read it first. */
import { z } from 'zod';
import { canonicalJson } from '../../../../src/benchmark/workload';
import type { Result } from '../../../../src/report/schema';
import type { Challenge } from '../contract/challenge';
import type { Block } from '../contract/commitment';
import { signDigest, type KeptKey } from '../contract/device-key';
import { readSubmission, submissionDigest, type Submission } from '../contract/submission';

export interface Ended {
  readonly challenge: Challenge;
  readonly key: KeptKey;
  readonly blocks: readonly Block[];
  /** Null of a run that ended before its proof. */
  readonly proof: readonly number[] | null;
  readonly declared: Submission['declared'];
  /** As the engine made it. */
  readonly result: Result;
}

/** @throws TokamarkError `import` where the board would not read it */
export async function submissionText({ challenge, key, blocks, proof, declared, result }: Ended): Promise<string> {
  const rest = {
    ...{ challenge, blocks, proof: proof === null ? null : { tokens: proof } },
    ...{ device: { publicKey: key.x }, declared, result: published(result) },
  };
  // What JSON leaves out is not signed.
  const sent = z.looseObject({}).parse(JSON.parse(canonicalJson(rest)));
  const text = JSON.stringify({ ...sent, signature: await signDigest(key, submissionDigest(sent)) }, null, 1);
  readSubmission(text);
  return `${text}\n`;
}

/** Without what is the person's own: their name for the machine, what they pay for electricity and where, and what other runs of theirs say. */
const published = (result: Result): Result => ({ ...result, machine: undefined, betweenRuns: undefined, energy: null });

/** A submission that was read, to its decision: what must be asked of others first (keys, stamps, copies, the proof), then the gates. */
import type { Catalogue } from '../../../../src/hardware/catalogue';
import type { Result } from '../../../../src/report/schema';
import { outsideBounds, type OutsideBound } from '../challenge/bounds';
import { gapsOf, type Stamp } from '../challenge/chain';
import { isOurChallenge, type ChallengeKeys } from '../challenge/sign';
import { isSignedBy } from '../contract/device-key';
import type { ReadSubmission, Submission } from '../contract/submission';
import { tokensOf } from './entries';
import type { GpuOfRun, ProofVerdict } from './gate';
import { gpuOfRun, type Aliases } from './gpu';
import { importedResult } from './import';
import { decide, refused, type Decision } from './list';
import { sampleDigests, type SampleDigest } from './samples';
import { supportRows, type SupportRow } from './support';

export interface JudgeContext {
  readonly keys: ChallengeKeys;
  readonly catalogue: Catalogue;
  readonly aliases: Aliases;
  /** Milliseconds. */
  readonly receivedAt: number;
  readonly stampsOf: (nonce: string) => Promise<readonly Stamp[]>;
  /** Of these digests, those that another run has. */
  readonly copiedAmong: (digests: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly check: (proof: Submission['challenge']['proof'], tokens: readonly number[]) => Promise<ProofVerdict>;
}

export interface Judgement {
  readonly decision: Decision;
  /** Null where the document is none. */
  readonly run: JudgedRun | null;
}

/** What is stored of it beside the decision. */
export interface JudgedRun {
  /** Its texts are plain. */
  readonly result: Result;
  readonly gpu: GpuOfRun;
  readonly digests: readonly SampleDigest[];
  readonly support: readonly SupportRow[];
  /** Of each workload, what the server's own clock says. */
  readonly bounds: readonly OutsideBound[];
}

export async function judge({ submission, digest }: ReadSubmission, context: JudgeContext): Promise<Judgement> {
  const read = importedResult(submission);
  if ('refused' in read) return { decision: refused(read.refused), run: null };
  const { result } = read;
  const { challenge, device, declared, proof } = submission;
  const { keys, catalogue, aliases, receivedAt } = context;
  const gpu = gpuOfRun(declared.gpu, result.adapter, catalogue, aliases);
  const digests = sampleDigests(result);
  const isOurs = isOurChallenge(challenge, keys);
  const stamps = await context.stampsOf(challenge.nonce);
  const decision = decide({
    ...{ submission, result, stamps, receivedAt, gpu, isOurChallenge: isOurs },
    isSigned: await isSignedBy(device.publicKey, digest, submission.signature),
    copied: await context.copiedAmong(digests.map((one) => one.digest)),
    // Nothing is computed for whoever made a challenge up.
    proof: proof === null || !isOurs ? 'untested' : await context.check(challenge.proof, proof.tokens),
  });
  const support = supportRows(result, gpu, challenge.formats);
  const bounds = outsideBounds(gapsOf(submission.blocks, stamps), tokensOf(result));
  return { decision, run: { result, gpu, digests, support, bounds } };
}

/**
 * A submission to its decision, in the order of what it costs: whether it is to be looked at at all (admission.ts), its document, what
 * other runs have in common with it, the gates. The proof is none of it: that is checked once a run is stored (submission/proof-worker.ts).
 */
import type { Catalogue } from '../../../../src/hardware/catalogue';
import type { Result } from '../../../../src/report/schema';
import { outsideBounds, type OutsideBound } from '../challenge/bounds';
import { gapsOf, type Stamp } from '../challenge/chain';
import type { ReadSubmission, Submission } from '../contract/submission';
import { late, type HeardOf } from './admission';
import { tokensOf } from './entries';
import type { GpuOfRun } from './gate';
import { gpuOfRun, type Aliases } from './gpu';
import { importedResult } from './import';
import { decide, heardOf, refused, refusedBy, type Decision } from './list';
import { sampleDigests, type SampleDigest } from './samples';
import { supportRows, type SupportRow } from './support';

export interface JudgeContext extends HeardOf {
  readonly catalogue: Catalogue;
  readonly aliases: Aliases;
  /** Of these digests, those that another run has. */
  readonly copiedAmong: (digests: readonly string[]) => Promise<ReadonlySet<string>>;
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
  /** By the server's clock. */
  readonly stamps: readonly Stamp[];
  /** Of each workload, what the server's own clock says. */
  readonly bounds: readonly OutsideBound[];
  /** What is still to be checked before it can be ranked; null where nothing is, or it will not be ranked anyway. */
  readonly proof: (Submission['challenge']['proof'] & { readonly claimed: readonly number[] }) | null;
}

const UNTESTED = 'proof-untested';

/** One that is admitted. */
export async function judge({ submission }: ReadSubmission, context: JudgeContext): Promise<Judgement> {
  const { stamps, receivedAt, isWithdrawn, catalogue, aliases } = context;
  const refusal = late(submission, context);
  if (refusal !== null) return { decision: refusedBy(refusal), run: null };
  const read = importedResult(submission);
  if ('refused' in read) return { decision: refused(read.refused), run: null };
  const { result } = read;
  const { challenge, declared, proof } = submission;
  const gpu = gpuOfRun(declared.gpu, result.adapter, catalogue, aliases);
  const digests = sampleDigests(result);
  const copied = await context.copiedAmong(digests.map((one) => one.digest));
  const found = decide({ submission, result, stamps, receivedAt, isWithdrawn, gpu, copied, proof: 'untested' });
  // As its owner hears it: what a quarantine alone adds must not show, nor the time that a proof takes.
  const isWorthIt = proof !== null && heardOf(found.reasons).state === 'pending';
  return {
    decision: isWorthIt ? found : { ...found, reasons: found.reasons.filter(({ code }) => code !== UNTESTED) },
    run: {
      ...{ result, gpu, digests, stamps },
      support: supportRows(result, gpu, challenge.formats),
      bounds: outsideBounds(gapsOf(submission.blocks, stamps), tokensOf(result)),
      proof: isWorthIt ? { ...challenge.proof, claimed: proof.tokens } : null,
    },
  };
}

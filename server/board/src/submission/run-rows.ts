/** What is written of one run, as data: the rows of its tables in one object, which store.ts hands to the database in one statement. */
import { ENGINE } from '../../../../src/foundation/build';
import { plainName } from '../../../../src/report/outside-text';
import { isBarredBy } from '../../../../src/report/standing';
import type { CheckAnswer } from '../contract/answers';
import { deviceId } from '../contract/device-key';
import type { ReadSubmission } from '../contract/submission';
import { aliasKey } from '../gates/gpu';
import type { JudgedRun } from '../gates/judge';
import type { Decision } from '../gates/list';
import { browserOf } from '../gates/support';
import { aboutOf } from './about';
import type { EnergyRow } from './energy-rows';

export interface NewRun {
  readonly id: string;
  readonly read: ReadSubmission;
  readonly run: JudgedRun;
  readonly decision: Decision;
  readonly answer: CheckAnswer;
  readonly deleteTokenHash: string;
  readonly energy: readonly EnergyRow[];
  /** As stored-document.ts makes it. */
  readonly document: Uint8Array;
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The names are those of the statement in store.ts. @param implementation its row */
export function rowsOf(stored: NewRun, implementation: number) {
  const { id, read, run, decision, answer, deleteTokenHash, energy } = stored;
  const { challenge, device, declared } = read.submission;
  const { result, gpu, support, digests, stamps, proof } = run;
  return {
    ...{ id, nonce: challenge.nonce, digest: hex(read.digest), suite: challenge.suite },
    ...{ device: deviceId(device.publicKey), public_key: device.publicKey, machine: declared.machineName ?? null },
    ...{ implementation, gpu_raw: gpu.raw, gpu: gpu.preset?.id ?? null, engine: ENGINE },
    ...{ modified: isBarredBy(result, 'unnamed-code'), browser: browserOf(result), os: systemOf(result.environment) },
    ...{ power: declared.powerSource, state: decision.state, reasons: decision.reasons, answer },
    ...{ about: aboutOf(result, gpu.isSoftware), token_hash: deleteTokenHash, stamps: stamps.map(({ at }) => at) },
    samples: samplesOf(stored),
    energy: energy.map(({ workloadId: workload, ...row }) => ({ workload, ...row })),
    digests,
    support: support.map(({ gpuFamily: family, ...row }) => ({ family, ...row })),
    proofs: proof === null ? [] : [{ format: proof.format, seed: proof.seed, tokens: proof.claimed }],
    // Only a run that waits for a name may put one on the operator's list.
    aliases: gpu.preset === null && decision.state === 'pending' ? [aliasKey(gpu.raw)] : [],
  };
}

/** Of ranked workloads, each once. */
function samplesOf({ run, decision }: NewRun) {
  const bounds = new Map(run.bounds.map((bound) => [bound.workloadId, bound]));
  const rows = decision.figures
    .filter(({ isRanked }) => isRanked)
    .map(({ workloadId: workload, metric, samples: values, median, low, high }) => {
      const bound = metric === 'tokensPerSecond' ? bounds.get(workload) : undefined;
      const outside = { outside_low: bound?.low ?? null, outside_share: bound?.share ?? null };
      return { workload, metric, values, median, low, high, ...outside };
    });
  return [...new Map(rows.map((row) => [`${row.workload} ${row.metric}`, row])).values()];
}

const SYSTEM_LETTERS = 60;

/** As one filters by it. */
const systemOf = ({ operatingSystem }: NewRun['run']['result']['environment']): string =>
  plainName(operatingSystem, SYSTEM_LETTERS) || 'unknown';

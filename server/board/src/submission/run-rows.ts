/** What is written of one run, as data: the rows of its tables in one object, which store.ts hands to the database in one statement. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { loadTables } from '../../../../src/energy/tables';
import { ENGINE } from '../../../../src/foundation/build';
import { plainName } from '../../../../src/report/outside-text';
import type { Result } from '../../../../src/report/schema';
import { isBarredBy } from '../../../../src/report/standing';
import type { CheckAnswer } from '../contract/answers';
import { deviceId } from '../contract/device-key';
import type { ReadSubmission } from '../contract/submission';
import { aliasKey } from '../gates/gpu';
import type { JudgedRun } from '../gates/judge';
import type { Decision } from '../gates/list';
import { browserOf } from '../gates/support';
import { aboutOf } from './about';
import { energyRows, type EnergyRow } from './energy-rows';
import { refersTo, type Refers } from './known-rows';
import { storedDocument } from './stored-document';

/** What it will be called, and what deletes it. */
export interface RunName {
  readonly id: string;
  readonly deleteTokenHash: string;
}

/** A run that may be stored: its rows, and what rows they refer to. Plain data, which a thread hands over. */
export interface NewRun extends Refers {
  /** JSON of one object, with the names of the statement in store.ts. */
  readonly rows: string;
  /** As stored-document.ts makes it. */
  readonly document: Uint8Array;
  /** It could be ranked once that has been checked. */
  readonly waitsForProof: boolean;
}

interface Told {
  readonly read: ReadSubmission;
  readonly run: JudgedRun;
  readonly decision: Decision;
  readonly answer: CheckAnswer;
}

export async function newRun(name: RunName, told: Told): Promise<NewRun> {
  const { read, run } = told;
  const { result, gpu } = run;
  const energy = mayRank(told.answer) ? energyRows(result, gpu.preset, await loadTables()) : [];
  return {
    ...refersTo(read.submission.challenge.suite, result, gpu.preset),
    rows: JSON.stringify(rowsOf(name, told, energy)),
    document: await storedDocument(read.submission, result),
    waitsForProof: run.proof !== null,
  };
}

/** Now, once its proof was checked, or by the operator's word: nobody looks for the joules of any other. As its owner hears it, who sees them. */
const mayRank = ({ state }: CheckAnswer): boolean => state === 'ranked' || state === 'pending';

function rowsOf({ id, deleteTokenHash }: RunName, told: Told, energy: readonly EnergyRow[]) {
  const { read, run, decision, answer } = told;
  const { challenge, device, declared } = read.submission;
  const { result, gpu, support, digests, stamps, proof } = run;
  return {
    ...{ id, nonce: challenge.nonce, digest: bytesToHex(read.digest), suite: challenge.suite },
    ...{ device: deviceId(device.publicKey), public_key: device.publicKey, machine: declared.machineName ?? null },
    ...{ gpu_raw: gpu.raw, gpu: gpu.preset?.id ?? null, engine: ENGINE },
    ...{ modified: isBarredBy(result, 'unnamed-code'), browser: browserOf(result), os: systemOf(result.environment) },
    ...{ power: declared.powerSource, state: decision.state, reasons: decision.reasons, answer },
    ...{ about: aboutOf(result, gpu.isSoftware), token_hash: deleteTokenHash, stamps: stamps.map(({ at }) => at) },
    samples: samplesOf(told),
    energy: energy.map(({ workloadId: workload, ...row }) => ({ workload, ...row })),
    digests,
    support: support.map(({ gpuFamily: family, ...row }) => ({ family, ...row })),
    proofs: proof === null ? [] : [{ format: proof.format, seed: proof.seed, tokens: proof.claimed }],
    // Only a run that waits for a name may put one on the operator's list.
    aliases: gpu.preset === null && decision.state === 'pending' ? [aliasKey(gpu.raw)] : [],
  };
}

/** Of ranked workloads, each once. */
function samplesOf({ run, decision }: Told) {
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
const systemOf = ({ operatingSystem }: Result['environment']): string =>
  plainName(operatingSystem, SYSTEM_LETTERS) || 'unknown';

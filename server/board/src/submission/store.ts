/** All rows of one run, in one transaction that is committed before anybody hears of it. What it counts in is brought up to date with it. */
import { gzipSync } from 'node:zlib';
import type { Transaction } from 'kysely';
import { ENGINE } from '../../../../src/foundation/build';
import { plainName } from '../../../../src/report/outside-text';
import { isBarredBy } from '../../../../src/report/standing';
import type { Preset } from '../../../../src/hardware/catalogue';
import type { Result } from '../../../../src/report/schema';
import type { CheckAnswer } from '../contract/answers';
import { deviceId } from '../contract/device-key';
import type { ReadSubmission } from '../contract/submission';
import type { Database } from '../database/open';
import type { Tables } from '../database/tables';
import type { RunFigure } from '../gates/figures';
import type { JudgedRun } from '../gates/judge';
import type { Decision } from '../gates/list';
import { aboutOf } from './about';
import { addToCohorts, type CohortsOfRun } from './cohort-rows';
import type { EnergyRow } from './energy-rows';
import { lockRun, removeRun } from './stored-run';

export interface NewRun {
  readonly id: string;
  readonly read: ReadSubmission;
  readonly run: JudgedRun;
  /** As it came. */
  readonly text: string;
  readonly decision: Decision;
  readonly answer: CheckAnswer;
  readonly deleteTokenHash: string;
  readonly energy: readonly EnergyRow[];
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** @returns false where another run has its nonce: nothing was stored */
export function storeRun({ write }: Database, stored: NewRun): Promise<boolean> {
  return write.transaction().execute(async (transaction) => {
    const { id, decision, run } = stored;
    const ids = await before(transaction, stored);
    if (!(await insertRun(transaction, stored, ids.implementation))) return false;
    await insertSamples(transaction, { id, draw: ids.draw }, decision.figures);
    await insertEnergy(transaction, { id, draw: ids.draw }, stored.energy);
    if (run.digests.length > 0) {
      await transaction
        .insertInto('sample_digests')
        .values(run.digests.map((one) => ({ ...one, run_id: id })))
        .execute();
    }
    if (run.support.length > 0) {
      await transaction
        .insertInto('support')
        .values(
          run.support.map(({ format, browser, gpuFamily, code }) => ({
            ...{ run_id: id, format, browser, gpu_family: gpuFamily, code },
          })),
        )
        .execute();
    }
    const cohorts = cohortsOf(stored);
    if (cohorts !== null) await addToCohorts(transaction, cohorts);
    return true;
  });
}

type Writing = Transaction<Tables>;

interface Before {
  readonly implementation: number;
  /** Of the device. */
  readonly draw: number;
}

/** What a run refers to. The device's row is locked, so that its runs come one after the other. */
async function before(transaction: Writing, { read, run }: NewRun): Promise<Before> {
  const { result, gpu } = run;
  const { preset } = gpu;
  if (preset !== null) await insertGpu(transaction, preset);
  await transaction
    .insertInto('gpu_aliases')
    .values({ raw: gpu.raw, gpu_id: preset?.id ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { device, declared } = read.submission;
  const said = { gpu_id: preset?.id ?? null, machine_name: declared.machineName ?? null };
  const { draw } = await transaction
    .insertInto('devices')
    .values({ id: deviceId(device.publicKey), public_key: device.publicKey, ...said })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .returning('draw')
    .executeTakeFirstOrThrow();
  const { name, version, commit, shaderHash } = result.engine;
  const { id } = await transaction
    .insertInto('implementations')
    .values({ engine: name, version, commit, shader_hash: shaderHash })
    .onConflict((conflict) =>
      conflict.columns(['engine', 'version', 'commit', 'shader_hash']).doUpdateSet({ engine: name }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertWorkloads(transaction, read.submission.challenge.suite, result);
  return { implementation: id, draw };
}

export const insertGpu = (transaction: Writing, { id, name, class: kind, memoryBandwidthGBs, source }: Preset) =>
  transaction
    .insertInto('gpus')
    .values({ id, name, kind, bandwidth: memoryBandwidthGBs, source })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

async function insertWorkloads(transaction: Writing, suite: string, { results }: Result): Promise<void> {
  const rows = new Map(
    results.map(({ workloadId, model, format, phase, tokens, depth, batch, delivery }) => [
      workloadId,
      { ...{ id: workloadId, suite_id: suite, shape: model.name, format, phase }, tokens, depth, batch, delivery },
    ]),
  );
  if (rows.size === 0) return;
  await transaction
    .insertInto('workloads')
    // In one order, so that two who write the same ones never wait for each other.
    .values([...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function insertRun(transaction: Writing, stored: NewRun, implementation: number): Promise<boolean> {
  const { id, read, run, text, decision, answer, deleteTokenHash } = stored;
  const { challenge, device, declared } = read.submission;
  const { environment } = run.result;
  await transaction
    .updateTable('challenges')
    .set({ used_at: new Date() })
    .where('nonce', '=', challenge.nonce)
    .execute();
  const row = await transaction
    .insertInto('runs')
    .values({
      ...{ id, nonce: challenge.nonce, digest: hex(read.digest), suite_id: challenge.suite },
      ...{ device_id: deviceId(device.publicKey), implementation_id: implementation },
      ...{ gpu_raw: run.gpu.raw, gpu_id: run.gpu.preset?.id ?? null, engine: ENGINE },
      ...{ modified: isModified(run.result), browser: run.support[0]?.browser ?? namePart(environment.name) },
      ...{ os: namePart(environment.operatingSystem), power_source: declared.powerSource, state: decision.state },
      ...{ reasons: JSON.stringify(decision.reasons), answer: JSON.stringify(answer) },
      ...{ document: gzipSync(text), about: JSON.stringify(aboutOf(run.result, run.gpu.isSoftware)) },
      delete_token_hash: deleteTokenHash,
    })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** As one filters by it. */
const namePart = (text: string): string => plainName(text, NAME_LETTERS) || 'unknown';

const NAME_LETTERS = 60;

const isModified = (result: Result): boolean => isBarredBy(result, 'unnamed-code');

interface OfRun {
  readonly id: string;
  /** Of its device. */
  readonly draw: number;
}

async function insertSamples(transaction: Writing, run: OfRun, figures: readonly RunFigure[]): Promise<void> {
  if (figures.length === 0) return;
  const { id, draw } = run;
  const rows = figures.map(({ workloadId, metric, samples, median, low, high }) => ({
    ...{ run_id: id, workload_id: workloadId, metric, draw, values: [...samples], median, low, high },
  }));
  const each = new Map(rows.map((row) => [`${row.workload_id} ${row.metric}`, row]));
  await transaction
    .insertInto('samples')
    .values([...each.values()])
    .execute();
}

async function insertEnergy(transaction: Writing, { id, draw }: OfRun, energy: readonly EnergyRow[]): Promise<void> {
  if (energy.length === 0) return;
  await transaction
    .insertInto('energy')
    .values(energy.map(({ workloadId, ...row }) => ({ run_id: id, workload_id: workloadId, draw, ...row })))
    .execute();
}

/** Null of a run that counts in none. */
function cohortsOf({ read, run, decision }: NewRun): CohortsOfRun | null {
  const { preset } = run.gpu;
  if (decision.state !== 'ranked' || preset === null) return null;
  const speeds = decision.figures.filter(({ isRanked, metric }) => isRanked && metric === 'tokensPerSecond');
  return {
    ...{ suite: read.submission.challenge.suite, gpu: preset.id, device: deviceId(read.submission.device.publicKey) },
    ...{ engine: ENGINE, modified: isModified(run.result) },
    workloads: speeds.map(({ workloadId }) => workloadId),
  };
}

/** @param hash of the token. @returns false where there is no such run, or it is not this token that deletes it */
export function deleteRun({ write }: Database, id: string, hash: string): Promise<boolean> {
  return write.transaction().execute(async (transaction) => {
    const run = await lockRun(transaction, id, hash);
    if (run !== undefined) await removeRun(transaction, run);
    return run !== undefined;
  });
}

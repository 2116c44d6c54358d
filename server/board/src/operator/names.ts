/** What a GPU is called: a raw name that people gave becomes one of the board's GPUs, and the runs that waited for it are judged. */
import { sql } from 'kysely';
import { loadTables, type Tables as EnergyTables } from '../../../../src/energy/tables';
import type { Catalogue, Preset } from '../../../../src/hardware/catalogue';
import type { Result } from '../../../../src/report/schema';
import { aliasKey, gpuOfRun } from '../gates/gpu';
import { importedResult } from '../gates/import';
import { checkAnswerSchema } from '../contract/answers';
import { decideWithGpu, heardOf, type Decision } from '../gates/list';
import { boardCatalogue, type OwnGpu } from '../submission/board-catalogue';
import { energyRows } from '../submission/energy-rows';
import { lockDevices } from '../submission/confirmation';
import { writeGpu } from '../submission/known-rows';
import { withdrawnSuites } from '../submission/withdrawn';
import { readStored } from '../submission/stored-document';
import { setStanding, STORED_RUN, type StoredRun } from '../submission/stored-run';
import { storedReasonsSchema, type StoredReason } from '../gates/stored-reasons';
import { cannot, type Act, type Writing } from './act';

/** Every run of that raw name is of this GPU from now on, also those that wait; these are held against what is known of it. */
export const aliasGpu = (raw: string, gpuId: string): Act => ({
  ...{ name: 'alias', subject: raw },
  work: async (transaction) => {
    const catalogue = await boardCatalogue(transaction);
    const preset = catalogue.presets.find(({ id }) => id === gpuId);
    if (preset === undefined) {
      throw cannot(
        'The board has no GPU of that id.',
        gpuId,
        'Take an id of the catalogue, or name it first: `gpu ID --name …`.',
      );
    }
    await writeGpu(transaction, preset);
    await transaction
      .insertInto('gpu_aliases')
      .values({ raw: aliasKey(raw), gpu_id: gpuId })
      .onConflict((conflict) => conflict.column('raw').doUpdateSet({ gpu_id: gpuId }))
      .execute();
    const runs = await transaction
      .selectFrom('runs')
      .select([...STORED_RUN, 'draw', 'document', 'reasons', 'answer'])
      .where(sql`lower(gpu_raw collate "C")`, '=', aliasKey(raw))
      .where((on) => on.or([on('gpu_id', 'is', null), on('gpu_id', '!=', gpuId), on('state', '=', 'pending')]))
      .orderBy('id')
      .forUpdate()
      .execute();
    // All of them before any cohort: a deletion that has one of them may wait for a cohort.
    await lockDevices(
      transaction,
      runs.map((run) => run.device_id),
    );
    const energy = await loadTables();
    const withdrawn = await withdrawnSuites(transaction);
    const counts: Record<string, number> = {};
    for (const run of runs) {
      const state = await judgeAgain(transaction, run, { catalogue, preset, energy, withdrawn });
      counts[state] = (counts[state] ?? 0) + 1;
    }
    return { gpu: gpuId, runs: counts };
  },
});

interface Waiting extends StoredRun {
  readonly draw: number;
  readonly document: Uint8Array;
  readonly reasons: unknown;
  readonly answer: unknown;
}

interface Named {
  readonly catalogue: Catalogue;
  readonly preset: Preset;
  readonly energy: EnergyTables;
  readonly withdrawn: ReadonlySet<string>;
}

async function judgeAgain(transaction: Writing, run: Waiting, named: Named): Promise<string> {
  const { catalogue, preset } = named;
  const read = importedResult(readStored(run.document));
  // What this version cannot read any more stays as it is, with the name of its GPU.
  if ('refused' in read) {
    await setStanding(transaction, run, { state: run.state, gpu: preset.id });
    return run.state;
  }
  const { result } = read;
  await writeEnergy(transaction, { run, result }, named);
  const gpu = gpuOfRun(run.gpu_raw, result.adapter, catalogue, new Map([[aliasKey(run.gpu_raw), preset.id]]));
  const before = storedReasonsSchema.parse(run.reasons);
  const facts = { gpu, result, copied: new Set<string>() };
  const isLate = named.withdrawn.has(run.suite_id) && comesIn(run, before, decideWithGpu(before, facts, false));
  const decided = decideWithGpu(before, facts, isLate);
  const { reasons } = decided;
  // What was rejected is let in by nothing but the operator's word, who then sees what speaks against this GPU.
  const state = run.state === 'rejected' ? run.state : decided.state;
  const answer = { ...checkAnswerSchema.parse(run.answer), ...heardOf(reasons) };
  await transaction
    .updateTable('runs')
    .set({ reasons: JSON.stringify(reasons), answer: JSON.stringify(answer) })
    .where('id', '=', run.id)
    .execute();
  await transaction.updateTable('devices').set({ gpu_id: preset.id }).where('id', '=', run.device_id).execute();
  await setStanding(transaction, run, { state, gpu: preset.id });
  return state;
}

/**
 * Whether it would come into its suite only now. What counts there already moves with the name of its GPU; so does, for its owner, what is in
 * quarantine and stays there.
 */
const comesIn = ({ state }: StoredRun, before: readonly StoredReason[], now: Pick<Decision, 'state'>): boolean =>
  state !== 'ranked' && (heardOf(before).state !== 'ranked' || now.state === 'ranked');

/** An estimate is of the GPU, and so is the most that a reading is believed. */
async function writeEnergy(
  transaction: Writing,
  { run, result }: { readonly run: Waiting; readonly result: Result },
  { preset, energy }: Named,
): Promise<void> {
  await transaction.deleteFrom('energy').where('run_id', '=', run.id).execute();
  const rows = energyRows(result, preset, energy);
  if (rows.length === 0) return;
  await transaction
    .insertInto('energy')
    .values(rows.map(({ workloadId, ...row }) => ({ run_id: run.id, workload_id: workloadId, draw: run.draw, ...row })))
    .execute();
}

/** A GPU that the catalogue has not, or another name for one that was given so. */
export const nameGpu = (gpu: OwnGpu): Act => ({
  ...{ name: 'gpu', subject: gpu.id },
  work: async (transaction) => {
    const { presets } = await boardCatalogue(transaction);
    const own = await transaction.selectFrom('gpus').select('vendor').where('id', '=', gpu.id).executeTakeFirst();
    if (presets.some(({ id }) => id === gpu.id) && (own?.vendor ?? null) === null) {
      throw cannot('The catalogue has a GPU of that id.', gpu.id, 'Use it as it is: `alias RAW ID`.');
    }
    const { name, kind, vendor, bandwidth, source } = gpu;
    const rest = { name, kind, vendor, bandwidth, source };
    await transaction
      .insertInto('gpus')
      .values(gpu)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
      .execute();
    return rest;
  },
});

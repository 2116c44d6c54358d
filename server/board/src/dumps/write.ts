/**
 * Writes a dump: page by page, each in one short transaction, so that a run is in it whole or not at all and nobody waits for it. Runs that
 * come meanwhile may be in it or in the next.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Transaction } from 'kysely';
import type { Database } from '../database/open';
import type { Tables } from '../database/tables';
import { CsvFile, type Cell, type Series, type Written } from './csv-file';
import { FILES, type DumpName } from './files';
import { SMALL, type Named } from './small-files';

/** Runs of a page: some milliseconds of this thread, and of PGlite, for which everybody waits. */
const PAGE = 40;
const DEVICE_DIGITS = 24;

export type DumpFiles = Readonly<Record<DumpName, Written>>;

/** Called after each page with the milliseconds that it took. */
export type Pause = (ms: number) => Promise<unknown>;

/** @param folder which is there and empty */
export async function writeDump(database: Database, folder: string, pause: Pause): Promise<DumpFiles> {
  const { read } = database;
  const open = (name: DumpName): CsvFile => new CsvFile(join(folder, `${name}.csv.gz`), FILES[name].columns);
  const files = {
    ...{ suites: open('suites'), workloads: open('workloads'), gpus: open('gpus'), cohorts: open('cohorts') },
    ...{ runs: open('runs'), samples: open('samples'), energy: open('energy'), support: open('support') },
  };
  const salt = randomBytes(32);
  const deviceOf = (id: string): string => createHmac('sha256', salt).update(id).digest('hex').slice(0, DEVICE_DIGITS);
  const named: Named = { gpus: new Set(), workloads: new Set() };
  for (let after: string | null = ''; after !== null;) {
    const from: string = after;
    const began = performance.now();
    const page = await read
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((transaction) => pageOf(transaction, from));
    await files.runs.add(page.runs.map((run) => runCells(run, deviceOf)));
    await files.samples.addSeries(page.samples);
    await files.energy.add(page.energy);
    page.runs.forEach(({ gpu_id: gpu }) => gpu !== null && named.gpus.add(gpu));
    page.workloads.forEach((id) => named.workloads.add(id));
    after = page.runs.length < PAGE ? null : (page.runs.at(-1)?.id ?? null);
    await pause(performance.now() - began);
  }
  for (const name of SMALL_NAMES) await files[name].add(await SMALL[name](database, named));
  const [suites, workloads, gpus, cohorts] = await Promise.all([
    ...[files.suites.end(), files.workloads.end(), files.gpus.end(), files.cohorts.end()],
  ] as const);
  const [runs, samples, energy, support] = await Promise.all([
    ...[files.runs.end(), files.samples.end(), files.energy.end(), files.support.end()],
  ] as const);
  return { suites, workloads, gpus, cohorts, runs, samples, energy, support };
}

/** Cohorts first: they may be of what no run here is of any more. */
const SMALL_NAMES = ['cohorts', 'suites', 'workloads', 'gpus', 'support'] as const;

const RUN_COLUMNS = [
  ...(['runs.id', 'received_at', 'suite_id', 'device_id', 'runs.engine', 'version', 'commit', 'shader_hash'] as const),
  ...(['modified', 'gpu_id', 'browser', 'os', 'power_source'] as const),
] as const;

type RunRow = Awaited<ReturnType<typeof runsAfter>>[number];

const runsAfter = (transaction: Transaction<Tables>, after: string) =>
  transaction
    .selectFrom('runs')
    .innerJoin('implementations', 'implementations.id', 'runs.implementation_id')
    .select(RUN_COLUMNS)
    .where('state', '=', 'ranked')
    .where('runs.id', '>', after)
    .orderBy('runs.id')
    .limit(PAGE)
    .execute();

async function pageOf(transaction: Transaction<Tables>, after: string) {
  const runs = await runsAfter(transaction, after);
  const ids = runs.map(({ id }) => id);
  if (ids.length === 0) return { runs, samples: [], energy: [], workloads: [] };
  // Of whatever suite: only what a suite ranked was ever stored (submission/run-rows.ts).
  const samples = await transaction
    .selectFrom('samples')
    .select(['run_id', 'workload_id', 'metric', 'values'])
    .where('run_id', 'in', ids)
    .orderBy('run_id')
    .orderBy('workload_id')
    .orderBy('metric')
    .execute();
  const energy = await transaction
    .selectFrom('energy')
    .select(['run_id', 'workload_id', 'rung', 'boundary', 'low', 'mid', 'high'])
    .where('run_id', 'in', ids)
    .orderBy('run_id')
    .orderBy('workload_id')
    .orderBy('rung')
    .orderBy('boundary')
    .execute();
  return {
    runs,
    samples: samples.map(({ run_id, workload_id, metric, values }): Series => {
      return { of: [run_id, workload_id, metric], values };
    }),
    energy: energy.map((row): readonly Cell[] => [
      ...[row.run_id, row.workload_id, row.rung, row.boundary, row.low, row.mid, row.high],
    ]),
    workloads: [...samples, ...energy].map(({ workload_id }) => workload_id),
  };
}

const runCells = (run: RunRow, deviceOf: (id: string) => string): readonly Cell[] => [
  ...[run.id, run.received_at, run.suite_id, deviceOf(run.device_id)],
  ...[run.engine, run.version, run.commit, run.shader_hash, run.modified],
  ...[run.gpu_id, run.browser, run.os, run.power_source],
];

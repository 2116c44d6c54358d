/**
 * Writes a dump: page by page, each in one short transaction, so that a run is in it whole or not at all and nobody waits for it. Runs that
 * come meanwhile may be in it or in the next.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Transaction } from 'kysely';
import type { Database } from '../database/open';
import type { Tables } from '../database/tables';
import { rankedIds } from '../gates/entries';
import { CsvFile, type Cell, type Series, type Written } from './csv-file';
import { DUMPED_STATES, FILES, type DumpName } from './files';

/** Runs of a page: some milliseconds of this thread, and of PGlite, for which everybody waits. */
const PAGE = 40;
const DEVICE_DIGITS = 24;

export type DumpFiles = Readonly<Record<DumpName, Written>>;

/** Called after each page with the milliseconds that it took. */
export type Pause = (ms: number) => Promise<unknown>;

/** @param folder which is there and empty */
export async function writeDump({ read }: Database, folder: string, pause: Pause): Promise<DumpFiles> {
  const open = (name: DumpName): CsvFile => new CsvFile(join(folder, `${name}.csv.gz`), FILES[name].columns);
  const files = {
    ...{ suites: open('suites'), workloads: open('workloads'), gpus: open('gpus'), cohorts: open('cohorts') },
    ...{ runs: open('runs'), samples: open('samples'), energy: open('energy'), support: open('support') },
  };
  const salt = randomBytes(32);
  const deviceOf = (id: string): string => createHmac('sha256', salt).update(id).digest('hex').slice(0, DEVICE_DIGITS);
  for (let after: string | null = ''; after !== null;) {
    const from: string = after;
    const began = performance.now();
    const page = await read
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((transaction) => pageOf(transaction, from));
    await files.runs.add(page.runs.map((run) => runCells(run, deviceOf)));
    await files.samples.addSeries(page.samples);
    for (const name of ['energy', 'support'] as const) await files[name].add(page[name]);
    after = page.runs.length < PAGE ? null : (page.runs.at(-1)?.id ?? null);
    await pause(performance.now() - began);
  }
  for (const name of ['suites', 'workloads', 'gpus', 'cohorts'] as const)
    await files[name].add(await SMALL[name](read));
  const [suites, workloads, gpus, cohorts] = await Promise.all([
    ...[files.suites.end(), files.workloads.end(), files.gpus.end(), files.cohorts.end()],
  ] as const);
  const [runs, samples, energy, support] = await Promise.all([
    ...[files.runs.end(), files.samples.end(), files.energy.end(), files.support.end()],
  ] as const);
  return { suites, workloads, gpus, cohorts, runs, samples, energy, support };
}

const RUN_COLUMNS = [
  ...(['runs.id', 'received_at', 'suite_id', 'device_id', 'runs.engine', 'version', 'commit', 'shader_hash'] as const),
  ...(['modified', 'gpu_id', 'browser', 'os', 'power_source', 'state'] as const),
] as const;

type RunRow = Awaited<ReturnType<typeof runsAfter>>[number];

const runsAfter = (transaction: Transaction<Tables>, after: string) =>
  transaction
    .selectFrom('runs')
    .innerJoin('implementations', 'implementations.id', 'runs.implementation_id')
    .select(RUN_COLUMNS)
    .where('state', 'in', [...DUMPED_STATES])
    .where('runs.id', '>', after)
    .orderBy('runs.id')
    .limit(PAGE)
    .execute();

async function pageOf(transaction: Transaction<Tables>, after: string) {
  const runs = await runsAfter(transaction, after);
  const ids = runs.map(({ id }) => id);
  if (ids.length === 0) return { runs, samples: [], energy: [], support: [] };
  const samples = await transaction
    .selectFrom('samples')
    .select(['run_id', 'workload_id', 'metric', 'values'])
    .where('run_id', 'in', ids)
    .where('workload_id', 'in', [...rankedIds()])
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
  const support = await transaction
    .selectFrom('support')
    .selectAll()
    .where('run_id', 'in', ids)
    .orderBy('run_id')
    .orderBy('format')
    .execute();
  return {
    runs,
    samples: samples.map(({ run_id, workload_id, metric, values }): Series => {
      return { of: [run_id, workload_id, metric], values };
    }),
    energy: energy.map((row): readonly Cell[] => [
      ...[row.run_id, row.workload_id, row.rung, row.boundary, row.low, row.mid, row.high],
    ]),
    support: support.map((row): readonly Cell[] => [row.run_id, row.format, row.browser, row.gpu_family, row.code]),
  };
}

const runCells = (run: RunRow, deviceOf: (id: string) => string): readonly Cell[] => [
  ...[run.id, run.received_at, run.suite_id, deviceOf(run.device_id)],
  ...[run.engine, run.version, run.commit, run.shader_hash, run.modified],
  ...[run.gpu_id, run.browser, run.os, run.power_source, run.state],
];

type Small = (read: Database['read']) => Promise<readonly (readonly Cell[])[]>;

/** What there are few of. */
const SMALL = {
  suites: async (read) =>
    (await read.selectFrom('suites').selectAll().orderBy('id').execute()).map((row) => [
      ...[row.id, row.frozen_at, row.withdrawn_at, row.withdrawn_why],
    ]),
  // Of those that are ranked: others have names that anybody gave them.
  workloads: async (read) =>
    (
      await read
        .selectFrom('workloads')
        .selectAll()
        .where('id', 'in', [...rankedIds()])
        .orderBy('id')
        .execute()
    ).map((row) => [row.id, row.shape, row.format, row.phase, row.tokens, row.depth, row.batch, row.delivery]),
  gpus: async (read) =>
    (await read.selectFrom('gpus').selectAll().orderBy('id').execute()).map((row) => [
      ...[row.id, row.name, row.kind, row.bandwidth, row.source],
    ]),
  cohorts: async (read) =>
    (
      await read
        .selectFrom('cohorts')
        .selectAll()
        // One that has lost its devices is kept for its warning.
        .where('n', '>', 0)
        .orderBy('suite_id')
        .orderBy('workload_id')
        .orderBy('median', 'desc')
        .orderBy('id')
        .execute()
    ).map((row) => [
      ...[row.suite_id, row.workload_id, row.gpu_id, row.engine, row.modified, row.n, row.median, row.low, row.high],
      ...[row.guarded_low, row.guarded_high, row.warning],
    ]),
} as const satisfies Readonly<Record<string, Small>>;

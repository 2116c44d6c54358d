/** The files of a dump of which there are few rows: what its runs refer to, the board's cohorts, and what ran where as counts. */
import { VENDORS } from '../../../../src/hardware/device-kinds';
import { loadCatalogue } from '../../../../src/hardware/catalogue';
import type { Database } from '../database/open';
import { supportNow } from '../reads/support';
import type { Cell } from './csv-file';

/** What the rows of a dump refer to so far. */
export interface Named {
  readonly gpus: Set<string>;
  readonly workloads: Set<string>;
}

type Small = (database: Database, named: Named) => Promise<readonly (readonly Cell[])[]>;

export const SMALL = {
  cohorts: async ({ read }, named) => {
    const rows = await read
      .selectFrom('cohorts')
      .selectAll()
      // One that has lost its devices is kept for its warning.
      .where('n', '>', 0)
      .orderBy('suite_id')
      .orderBy('workload_id')
      .orderBy('median', 'desc')
      .orderBy('id')
      .execute();
    for (const { gpu_id, workload_id } of rows) {
      named.gpus.add(gpu_id);
      named.workloads.add(workload_id);
    }
    return rows.map((row) => [
      ...[row.suite_id, row.workload_id, row.gpu_id, row.engine, row.modified, row.n, row.median, row.low, row.high],
      ...[row.guarded_low, row.guarded_high, row.warning],
    ]);
  },
  suites: async ({ read }) =>
    (await read.selectFrom('suites').selectAll().orderBy('id').execute()).map((row) => [
      ...[row.id, row.frozen_at, row.withdrawn_at, row.withdrawn_why],
    ]),
  workloads: async ({ read }, { workloads }) =>
    (await read.selectFrom('workloads').selectAll().orderBy('id').execute())
      .filter(({ id }) => workloads.has(id))
      .map((row) => [row.id, row.shape, row.format, row.phase, row.tokens, row.depth, row.batch, row.delivery]),
  // Another would tell that somebody has sent a run of it that is not ranked.
  gpus: async ({ read }, { gpus }) =>
    (await read.selectFrom('gpus').selectAll().orderBy('id').execute())
      .filter(({ id }) => gpus.has(id))
      .map((row) => [row.id, row.name, row.kind, row.bandwidth, row.source]),
  // The public matrix of that moment, and so of the same runs: no count here is of fewer devices than there.
  support: async (database) =>
    (await supportNow(database, await familyNames())).cells.map((cell) => [
      ...[cell.format, cell.browser, cell.gpuFamily, cell.ran, cell.failed, cell.runs],
      cell.codes.map(({ code, devices }) => `${code} ${devices}`).join('; '),
    ]),
} as const satisfies Readonly<Record<string, Small>>;

/** Those that somebody else has made up: an adapter may say what it likes. */
async function familyNames(): Promise<readonly string[]> {
  const { presets } = await loadCatalogue();
  const names = presets.flatMap(({ architecture, webgpuArchitecture }) => [architecture, webgpuArchitecture]);
  return [...new Set([...names.filter((name) => name !== null), ...VENDORS, 'unknown'])];
}

/** All that the board answers to who reads, over one database: what is kept between two askers is kept here. */
import type { Cohorts, Workloads } from '../contract/reads/cohorts';
import type { BoardEnergy } from '../contract/reads/energy';
import type { CohortsQuery, EnergyQuery, RunsQuery } from '../contract/reads/query';
import type { BoardRun, Runs } from '../contract/reads/runs';
import type { Database } from '../database/open';
import { cohortReads } from './cohorts';
import { energyReads } from './energy';
import { gpuReads, type GpuReads } from './gpus';
import { createLine, keeper } from './keeper';
import { knower } from './known';
import { latestRuns } from './latest-runs';
import { runOf } from './run';
import { createBehind } from './sketched';
import { supportReads, type SupportReads } from './support';
import { workloadsOf } from './workloads';

export interface Reads extends SupportReads {
  cohorts(query: CohortsQuery): Promise<Cohorts>;
  workloads(suite: string | undefined): Promise<Workloads>;
  runs(query: RunsQuery): Promise<Runs>;
  run(id: string): Promise<BoardRun>;
  readonly gpus: GpuReads;
  energy(query: EnergyQuery): Promise<BoardEnergy>;
  /** A run has come or gone: its sender sees it at once. */
  changed(): void;
}

/** What goes over many runs: so many at once, and so many that wait. */
const AT_ONCE = 2;
const WAITING = 32;

const SECOND = 1000;
const LATEST_LISTS = 64;

export function createReads(database: Database): Reads {
  const line = createLine(AT_ONCE, WAITING);
  const making = { line, behind: createBehind(database.shareBehind, WAITING) };
  const { read } = database;
  const know = knower(read);
  const cohorts = cohortReads(database, know, making);
  const latest = keeper<Runs>({ most: LATEST_LISTS, freshMs: () => SECOND, staleMs: 2 * SECOND });
  return {
    ...supportReads(database, line),
    cohorts: (query) => cohorts.page(query),
    workloads: (suite) => workloadsOf(read, suite),
    runs: (query) => latest.get(JSON.stringify(query), () => latestRuns(read, query)),
    run: (id) => runOf(database, id),
    gpus: gpuReads(database, cohorts, know, making),
    energy: energyReads(database, know, making),
    changed: () => {
      cohorts.changed();
      latest.forget();
    },
  };
}

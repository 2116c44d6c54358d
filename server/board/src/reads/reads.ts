/** All that the board answers to who reads, over one database: what is kept between two askers is kept here. */
import type { Cohorts, Workloads } from '../contract/reads/cohorts';
import type { BoardEnergy } from '../contract/reads/energy';
import type { CohortsQuery, EnergyQuery, RunsQuery } from '../contract/reads/query';
import type { Runs } from '../contract/reads/runs';
import type { Database } from '../database/open';
import { createLine, type LineOptions } from '../operations/line';
import { cohortReads } from './cohorts';
import { energyReads } from './energy';
import { gpuReads, type GpuReads } from './gpus';
import { keeper } from './keeper';
import { knower } from './known';
import { latestRuns } from './latest-runs';
import { runReads, type RunReads } from './run';
import { createBehind } from './sketched';
import { supportReads, type SupportReads } from './support';
import { workloadsOf } from './workloads';

export interface Reads extends SupportReads {
  cohorts(query: CohortsQuery): Promise<Cohorts>;
  workloads(suite: string | undefined): Promise<Workloads>;
  runs(query: RunsQuery): Promise<Runs>;
  readonly run: RunReads;
  readonly gpus: GpuReads;
  energy(query: EnergyQuery): Promise<BoardEnergy>;
  /** A run has come or gone: its sender sees it at once. */
  changed(): void;
}

/** What goes over many runs. */
const LINE: LineOptions = {
  ...{ atOnce: 2, waiting: 32 },
  busy: {
    retryAfter: 5,
    detail: 'Many ask at once for what is computed over many runs.',
    remedy: 'Send the same request again after the time in Retry-After, or ask without filters.',
  },
};

const SECOND = 1000;
const LATEST_LISTS = 64;
/** A dozen answers on PGlite, a few on PostgreSQL. */
const SAVED_MS = 800;

/** @param note of a whole answer that could not be made behind a first one */
export function createReads(database: Database, note: (thrown: unknown) => void): Reads {
  const line = createLine(LINE);
  const making = {
    line,
    behind: createBehind({ share: database.shareBehind, savedMs: SAVED_MS, waiting: LINE.waiting, note }),
  };
  const { read } = database;
  const know = knower(read);
  const cohorts = cohortReads(database, know, making);
  const latest = keeper<Runs>({ most: LATEST_LISTS, freshMs: () => SECOND, staleMs: 2 * SECOND });
  return {
    ...supportReads(database, line),
    cohorts: (query) => cohorts.page(query),
    workloads: (suite) => workloadsOf(read, suite),
    runs: (query) => latest.get(JSON.stringify(query), () => latestRuns(read, query)),
    run: runReads(database),
    gpus: gpuReads(database, cohorts, know, making),
    energy: energyReads(database, know, making),
    changed: () => {
      cohorts.changed();
      latest.forget();
    },
  };
}

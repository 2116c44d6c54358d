/** GPUs that have a cohort: one over all workloads, and its runs put apart by browser, system, month. */
import { sql, type RawBuilder } from 'kysely';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { plainName } from '../../../../src/report/outside-text';
import type { BoardSlice, GpuPage, Slices } from '../contract/reads/gpus';
import type { BoardMeasure } from '../contract/reads/figure';
import type { SlicesQuery, Slicing } from '../contract/reads/query';
import type { Database } from '../database/open';
import { runsRead, type DrawnRun } from '../cohorts/device-sample';
import { againstBefore, againstCommonest, monthOf, slicesOf, type ComparedSlice } from '../cohorts/slices';
import { summaryOf } from '../cohorts/summarise';
import { figuresOf, filterOf, measureOf, samplingOf, whereRuns, type RunFilter } from './chosen-runs';
import type { CohortReads } from './cohorts';
import { keeper } from './keeper';
import { namedWorkload, suiteOf, type Knower, type Known, type Reading } from './known';
import { missing } from './missing';
import { sketched, type Making } from './sketched';
import { workloadsOf } from './workloads';

export interface GpuReads {
  page(id: string, suite: string | undefined): Promise<GpuPage>;
  slices(id: string, query: SlicesQuery): Promise<Slices>;
}

const SECOND = 1000;
/** The rest are few devices each. */
const MOST_SLICES = 100;
/** Of every GPU by whatever it is sliced by; each has some kilobytes. */
const KEPT_SLICES = 2000;

export function gpuReads(database: Database, cohorts: CohortReads, know: Knower, making: Making): GpuReads {
  const { read, fewRows: few, mostRows: most } = database;
  const { line } = making;
  const pages = keeper<GpuPage>({ most: 64, freshMs: () => 20 * SECOND, staleMs: 600 * SECOND, line });
  const slices = sketched<Slices>({ ...making, few, most, kept: KEPT_SLICES });
  return {
    page: (id, suite = SUITE) => pages.get(JSON.stringify([id, suite]), () => gpuPage(read, cohorts, id, suite)),
    slices: async (id, query) => {
      const known = await know(query);
      const measure = measureOf(query.metric, query);
      const { by } = query;
      const filter = filterOf(measure, query);
      const key = JSON.stringify([id, known.suite.id, known.workload.id, measure, by, filter]);
      return slices.get(key, (rows) => slicesOfGpu(read, { id, known, measure, by, filter }, rows));
    },
  };
}

async function gpuPage(read: Reading, cohorts: CohortReads, id: string, suiteId: string): Promise<GpuPage> {
  const suite = await suiteOf(read, suiteId);
  const { name, kind, bandwidth, source } = await gpuOf(read, id);
  const { workloads } = await workloadsOf(read, suiteId);
  const own: GpuPage['cohorts'] = [];
  for (const one of workloads.filter(({ cohorts: count }) => count > 0)) {
    const workload = namedWorkload(one);
    const all = await cohorts.all({ suite, workload });
    own.push(...all.filter((cohort) => cohort.gpu.id === id).map((cohort) => ({ workload, cohort })));
  }
  return { gpu: { id, name, kind, bandwidth, source }, unit: 'tokens per second', suite, cohorts: own };
}

async function gpuOf(read: Reading, id: string) {
  const row = await read.selectFrom('gpus').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw noSuchGpu();
  return row;
}

const noSuchGpu = () =>
  missing('gpu', 'param.id', 'Choose one that /api/filters lists: the board knows those that sent a run.');

interface SlicesOf {
  readonly id: string;
  readonly known: Known;
  readonly measure: BoardMeasure;
  readonly by: Slicing;
  readonly filter: RunFilter;
}

interface LabelledRun extends DrawnRun {
  readonly label: string;
}

async function slicesOfGpu(read: Reading, of: SlicesOf, most: number): Promise<Slices> {
  const { id, known, measure, by } = of;
  const { name, kind, runs: stored } = await countedGpu(read, of);
  // So that not many more than `most` runs are looked at: by the stored counts, with some to spare.
  const guess = stored <= most ? 1 : (SPARE * most) / stored;
  const found = runsRead(await runsOfGpu(read, of, guess, most + 1), most);
  const { runs } = found;
  const below = Math.min(found.below, guess);
  const all = slicesOf(runs, by === 'month' ? monthOf : ({ label }) => label);
  const slices =
    all.length <= MOST_SLICES
      ? all
      : all
          .toSorted((a, b) => b.members.length - a.members.length)
          .slice(0, MOST_SLICES)
          .sort((a, b) => (a.label < b.label ? -1 : 1));
  const compared = by === 'month' ? againstBefore(slices) : againstCommonest(slices);
  const commonest = compared.find(({ comparison }) => comparison === null)?.slice.label ?? '';
  return {
    ...{ gpu: { id, name, kind }, ...known, measure, by, sampling: samplingOf(runs.length, below) },
    slices: compared.map((one, i) =>
      sliceOf(one, by === 'month' ? (compared[i - 1]?.slice.label ?? '') : commonest, below),
    ),
  };
}

function sliceOf({ slice, comparison }: ComparedSlice, than: string, below: number): BoardSlice {
  const { label, members, figure } = slice;
  const values = members.map(({ value }) => value).sort((a, b) => a - b);
  return {
    ...{ label, median: figure.median, bounds: figure.bounds, guarded: figure.guarded, n: figure.n },
    runs: members.reduce((sum, member) => sum + member.runs, 0),
    error: summaryOf(values, below)?.error ?? null,
    comparison: comparison === null ? null : { than, same: comparison.same, all: comparison.all },
  };
}

const SPARE = 1.2;

/** With how many runs its cohorts of the workload have. */
async function countedGpu(read: Reading, { id, known }: Pick<SlicesOf, 'id' | 'known'>) {
  const row = await read
    .selectFrom('gpus')
    .select(['name', 'kind'])
    .select((on) =>
      on
        .selectFrom('cohorts')
        .select(({ fn }) => fn.coalesce(fn.sum<number>('runs'), sql<number>`0`).as('runs'))
        .where('gpu_id', '=', id)
        .where('suite_id', '=', known.suite.id)
        .where('workload_id', '=', known.workload.id)
        .as('runs'),
    )
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw noSuchGpu();
  return { ...row, runs: row.runs ?? 0 };
}

/** In the order that a sample of devices asks for. */
async function runsOfGpu(
  read: Reading,
  { id, known, measure, by, filter }: SlicesOf,
  guess: number,
  limit: number,
): Promise<readonly LabelledRun[]> {
  const { rows } = await sql<{
    device: string;
    confirmed: boolean;
    value: number;
    draw: number;
    label: string;
    received_at: Date;
  }>`
    select runs.device_id as device, devices.confirmed, figures.value, runs.draw, ${LABELS[by]} as label,
      runs.received_at
    from runs
    join ${figuresOf(known, measure)} on figures.run_id = runs.id
    join devices on devices.id = runs.device_id
    ${by === 'version' ? VERSIONS : sql``}
    where runs.gpu_id = ${id} and runs.draw < ${guess} and ${whereRuns(known, filter)}
    order by runs.draw, runs.device_id, runs.received_at desc
    limit ${limit}`.execute(read);
  return rows.map(({ received_at, label, ...run }) => ({
    ...{ ...run, label: plainName(label, LABEL_LETTERS), receivedAt: received_at.getTime() },
  }));
}

const VERSIONS = sql`join implementations on implementations.id = runs.implementation_id`;

const LABEL_LETTERS = 80;

const LABELS: Readonly<Record<Slicing, RawBuilder<unknown>>> = {
  browser: sql`runs.browser`,
  os: sql`runs.os`,
  adapter: sql`coalesce(runs.about->>'adapter', '')`,
  power: sql`runs.power_source`,
  month: sql`''`,
  version: sql`implementations.version`,
};

/** GPUs that have a cohort: one over all workloads, and its runs put apart by browser, system, month. */
import { sql, type RawBuilder } from 'kysely';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { plainName } from '../../../../src/report/outside-text';
import type { BoardSlice, GpuPage, Slices } from '../contract/reads/gpus';
import type { BoardMeasure } from '../contract/reads/figure';
import type { SlicesQuery, Slicing } from '../contract/reads/query';
import type { Database } from '../database/open';
import type { Member } from '../cohorts/members';
import { againstBefore, againstCommonest, slicesOf, type ComparedSlice, type Slice } from '../cohorts/slices';
import { summaryOf } from '../cohorts/summarise';
import { chosenRuns, filterOf, measureOf, preparedWhereCommon, samplingOf, type RunFilter } from './chosen-runs';
import type { CohortReads } from './cohorts';
import { keeper } from './keeper';
import { namedWorkload, suiteOf, type Knower, type Known, type Reading } from './known';
import { missing } from './missing';
import { sketched, type Making } from './sketched';
import { membersIn, voice } from './voices';
import { workloadsOf } from './workloads';

export interface GpuReads {
  page(id: string, suite: string | undefined): Promise<GpuPage>;
  slices(id: string, query: SlicesQuery): Promise<Slices>;
}

const SECOND = 1000;
/** The rest are few devices each. */
const MOST_SLICES = 100;
/** Of every GPU by whatever it is sliced by; each has some kilobytes. */
const KEPT_SLICES = 4000;

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

async function slicesOfGpu(read: Reading, of: SlicesOf, most: number): Promise<Slices> {
  const { id, known, measure, by } = of;
  const { name, kind } = await gpuOf(read, id);
  const { below, members } = await labelledMembers(read, of, most);
  const all = slicesOf(members);
  const slices =
    all.length <= MOST_SLICES
      ? all
      : all
          .toSorted((a, b) => b.members.length - a.members.length)
          .slice(0, MOST_SLICES)
          .sort((a, b) => (a.label < b.label ? -1 : 1));
  const compared = by === 'month' ? againstBefore(slices) : againstCommonest(slices);
  const commonest = compared.find(({ comparison }) => comparison === null)?.slice.label ?? '';
  const runs = all.reduce((sum, slice) => sum + runsOf(slice), 0);
  return {
    ...{ gpu: { id, name, kind }, ...known, measure, by, sampling: samplingOf(runs, below) },
    slices: compared.map((one, i) =>
      sliceOf(one, by === 'month' ? (compared[i - 1]?.slice.label ?? '') : commonest, below),
    ),
  };
}

const runsOf = ({ members }: Slice): number => members.reduce((sum, member) => sum + member.runs, 0);

function sliceOf({ slice, comparison }: ComparedSlice, than: string, below: number): BoardSlice {
  const { label, members, figure } = slice;
  const values = members.map(({ value }) => value).sort((a, b) => a - b);
  return {
    ...{ label, median: figure.median, bounds: figure.bounds, guarded: figure.guarded, n: figure.n },
    runs: runsOf(slice),
    error: summaryOf(values, below)?.error ?? null,
    comparison: comparison === null ? null : { than, same: comparison.same, all: comparison.all },
  };
}

interface Labelled {
  readonly below: number;
  readonly members: ReadonlyMap<string, readonly Member[]>;
}

/** The devices of each label: one that has runs under two of them has a voice in each. */
async function labelledMembers(read: Reading, of: SlicesOf, most: number): Promise<Labelled> {
  const { id: gpu, known, by } = of;
  const { rows } = await sql<{ below: number; label: string | null; voices: string }>`
    with ${chosenRuns(known, { ...of, gpu, most })},
    devices as (
      select rtrim(left(${LABELS[by]}, ${LABEL_LETTERS})) as label, chosen.device_id, ${voice} as voice
      from chosen ${JOINS[by] ?? sql``}
      group by 1, chosen.device_id),
    groups as (select label, string_agg(device_id || ':' || voice, ',') as voices from devices group by label)
    select cut.below, groups.label, groups.voices from cut left join groups on true order by groups.label
    ${preparedWhereCommon(of.filter)}`.execute(read);
  const members = new Map<string, Member[]>();
  for (const { label, voices } of rows) {
    if (label === null) continue;
    const shown = plainName(label, LABEL_LETTERS);
    // Of two that look alike, a device has a voice in one.
    const own = new Map([...(members.get(shown) ?? []), ...membersIn(voices)].map((one) => [one.device, one]));
    members.set(shown, [...own.values()]);
  }
  return { below: rows[0]?.below ?? 1, members };
}

const LABEL_LETTERS = 80;

const LABELS: Readonly<Record<Slicing, RawBuilder<unknown>>> = {
  browser: sql`chosen.browser`,
  os: sql`chosen.os`,
  adapter: sql`coalesce(runs.about->>'adapter', '')`,
  power: sql`chosen.power_source`,
  // Of its arrival, by the server's clock.
  month: sql`to_char(chosen.received_at at time zone 'UTC', 'YYYY-MM')`,
  version: sql`implementations.version`,
};

const JOINS: Partial<Record<Slicing, RawBuilder<unknown>>> = {
  adapter: sql`join runs on runs.id = chosen.run_id`,
  version: sql`join implementations on implementations.id = chosen.implementation_id`,
};

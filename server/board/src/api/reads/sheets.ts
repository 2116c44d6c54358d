/** The board's answers as tables for CSV: one row for each row of the answer, with what tells it apart from others beside it. */
import { csvText, type Cell } from '../../../../../src/report/csv-text';
import type { Cohort, Cohorts, Workloads } from '../../contract/reads/cohorts';
import type { BoardEnergy, EnergyPoint } from '../../contract/reads/energy';
import type { GpuPage, Slices } from '../../contract/reads/gpus';
import type { BoardRun, RunRow, Runs } from '../../contract/reads/runs';
import type { Filters, Support, SupportCell } from '../../contract/reads/support';

/** Name and cell of each column. */
type Columns<Row> = readonly (readonly [string, (row: Row) => Cell])[];

const sheet = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  csvText(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );

interface Figure {
  readonly median: number;
  readonly bounds: { readonly low: number; readonly high: number } | null;
  readonly guarded: { readonly low: number; readonly high: number } | null;
  readonly n: number;
}

const figureColumns = <Row>(of: (row: Row) => Figure, prefix = ''): Columns<Row> => [
  [`${prefix}median`, (row) => of(row).median],
  [`${prefix}low`, (row) => of(row).bounds?.low ?? null],
  [`${prefix}high`, (row) => of(row).bounds?.high ?? null],
  [`${prefix}guarded_low`, (row) => of(row).guarded?.low ?? null],
  [`${prefix}guarded_high`, (row) => of(row).guarded?.high ?? null],
  [`${prefix}n`, (row) => of(row).n],
];

const gpuColumns = <Row>(
  of: (row: Row) => { readonly id: string; readonly name: string; readonly kind: string },
): Columns<Row> => [
  ['gpu', (row) => of(row).id],
  ['gpu_name', (row) => of(row).name],
  ['gpu_kind', (row) => of(row).kind],
];

const cohortColumns = <Row>(of: (row: Row) => Cohort): Columns<Row> => [
  ['rank_from', (row) => of(row).rank?.from ?? null],
  ['rank_to', (row) => of(row).rank?.to ?? null],
  ...gpuColumns<Row>((row) => of(row).gpu),
  ['engine', (row) => of(row).engine],
  ['modified', (row) => of(row).modified],
  ['basis', (row) => of(row).basis],
  ...figureColumns(of),
  ...figureColumns<Row>((row) => of(row).all, 'all_'),
  ['devices', (row) => of(row).devices],
  ['confirmed', (row) => of(row).confirmed],
  ['runs', (row) => of(row).runs],
  ['sampling_error_share', (row) => of(row).error?.share ?? null],
  ['warning', (row) => of(row).warning],
  ['updated_at', (row) => of(row).updatedAt],
];

export const cohortsSheet = ({ suite, workload, measure, sampling, cohorts }: Cohorts): string =>
  sheet<Cohort>(
    [
      ['suite', () => suite.id],
      ['suite_withdrawn', () => suite.withdrawn?.why ?? null],
      ['workload', () => workload.id],
      ['test', () => workload.test],
      ['format', () => workload.format],
      ['metric', () => measure.metric],
      ['unit', () => measure.unit],
      ['rung', () => measure.rung],
      ['boundary', () => measure.boundary],
      ['method', () => sampling.method],
      ...cohortColumns<Cohort>((row) => row),
    ],
    cohorts,
  );

export const workloadsSheet = ({ suite, workloads }: Workloads): string =>
  sheet<Workloads['workloads'][number]>(
    [
      ['suite', () => suite.id],
      ['suite_withdrawn', () => suite.withdrawn?.why ?? null],
      ['workload', ({ id }) => id],
      ['test', ({ test }) => test],
      ['format', ({ format }) => format],
      ['phase', ({ phase }) => phase],
      ['tokens', ({ tokens }) => tokens],
      ['depth', ({ depth }) => depth],
      ['batch', ({ batch }) => batch],
      ['delivery', ({ delivery }) => delivery],
      ['shape', ({ shape }) => shape],
      ['headline', ({ isHeadline }) => isHeadline],
      ['cohorts', ({ cohorts }) => cohorts],
      ['devices', ({ devices }) => devices],
      ['runs', ({ runs }) => runs],
    ],
    workloads,
  );

/** A row for each speed; a run without one has a row. */
export function runsSheet({ unit, runs }: Runs): string {
  type Row = { readonly run: RunRow; readonly speed: RunRow['speeds'][number] | null };
  const rows = runs.flatMap((run): readonly Row[] =>
    run.speeds.length === 0 ? [{ run, speed: null }] : run.speeds.map((speed) => ({ run, speed })),
  );
  return sheet<Row>(
    [
      ['run', ({ run }) => run.id],
      ['received_at', ({ run }) => run.receivedAt],
      ['suite', ({ run }) => run.suite.id],
      ['suite_withdrawn', ({ run }) => run.suite.withdrawn?.why ?? null],
      ...gpuColumns<Row>(({ run }) => run.gpu),
      ['engine', ({ run }) => run.engine],
      ['version', ({ run }) => run.version],
      ['modified', ({ run }) => run.modified],
      ['browser', ({ run }) => run.browser],
      ['os', ({ run }) => run.os],
      ['power', ({ run }) => run.power],
      ['test', ({ speed }) => speed?.test ?? null],
      ['format', ({ speed }) => speed?.format ?? null],
      ['median', ({ speed }) => speed?.median ?? null],
      ['unit', () => unit],
    ],
    rows,
  );
}

/** A row for each sample of a run. */
export function runSheet(run: BoardRun): string {
  const rows = run.figures.flatMap((figure) => figure.samples.map((sample, i) => ({ figure, sample, number: i + 1 })));
  return sheet<(typeof rows)[number]>(
    [
      ['run', () => run.id],
      ['state', () => run.state],
      ['received_at', () => run.receivedAt],
      ['suite', () => run.suite.id],
      ['gpu', () => run.gpu?.id ?? null],
      ['declared_gpu', () => run.declaredGpu],
      ['browser', () => run.browser],
      ['os', () => run.os],
      ['workload', ({ figure }) => figure.workloadId],
      ['test', ({ figure }) => figure.test],
      ['format', ({ figure }) => figure.format],
      ['metric', ({ figure }) => figure.metric],
      ['unit', ({ figure }) => figure.unit],
      ['repetition', ({ number }) => number],
      ['value', ({ sample }) => sample],
      ['median', ({ figure }) => figure.median],
      ['low', ({ figure }) => figure.low],
      ['high', ({ figure }) => figure.high],
      ['percentile', ({ figure }) => figure.place?.percentile ?? null],
      ['devices', ({ figure }) => figure.place?.devices ?? null],
    ],
    rows,
  );
}

export function gpuSheet({ gpu, suite, unit, cohorts }: GpuPage): string {
  type Row = (typeof cohorts)[number];
  return sheet<Row>(
    [
      ['suite', () => suite.id],
      ['suite_withdrawn', () => suite.withdrawn?.why ?? null],
      ['workload', ({ workload }) => workload.id],
      ['test', ({ workload }) => workload.test],
      ['format', ({ workload }) => workload.format],
      ['unit', () => unit],
      ...cohortColumns<Row>(({ cohort }) => cohort),
      ['bandwidth_gb_per_second', () => gpu.bandwidth],
    ],
    cohorts,
  );
}

export function slicesSheet({ gpu, suite, workload, measure, by, sampling, slices }: Slices): string {
  type Row = (typeof slices)[number];
  return sheet<Row>(
    [
      ...gpuColumns<Row>(() => gpu),
      ['suite', () => suite.id],
      ['workload', () => workload.id],
      ['test', () => workload.test],
      ['format', () => workload.format],
      ['metric', () => measure.metric],
      ['unit', () => measure.unit],
      ['rung', () => measure.rung],
      ['boundary', () => measure.boundary],
      ['method', () => sampling.method],
      [by, ({ label }) => label],
      ...figureColumns<Row>((row) => row),
      ['runs', ({ runs }) => runs],
      ['sampling_error_share', ({ error }) => error?.share ?? null],
      ['than', ({ comparison }) => comparison?.than ?? null],
      ['times_same_devices', ({ comparison }) => comparison?.same?.median ?? null],
      ['times_same_devices_low', ({ comparison }) => comparison?.same?.bounds?.low ?? null],
      ['times_same_devices_high', ({ comparison }) => comparison?.same?.bounds?.high ?? null],
      ['same_devices', ({ comparison }) => comparison?.same?.devices ?? null],
      ['times_all_devices', ({ comparison }) => comparison?.all?.median ?? null],
      ['times_all_devices_low', ({ comparison }) => comparison?.all?.bounds?.low ?? null],
      ['times_all_devices_high', ({ comparison }) => comparison?.all?.bounds?.high ?? null],
    ],
    slices,
  );
}

export const energySheet = ({ suite, workload, sampling, points }: BoardEnergy): string =>
  sheet<EnergyPoint>(
    [
      ['suite', () => suite.id],
      ['workload', () => workload.id],
      ['test', () => workload.test],
      ['format', () => workload.format],
      ['method', () => sampling.method],
      ...gpuColumns<EnergyPoint>(({ gpu }) => gpu),
      ['engine', ({ engine }) => engine],
      ['modified', ({ modified }) => modified],
      ['rung', ({ rung }) => rung],
      ['boundary', ({ boundary }) => boundary],
      ...figureColumns<EnergyPoint>(({ joules }) => joules, 'joules_per_token_'),
      ['joules_per_token_open_low', ({ open }) => open.low],
      ['joules_per_token_open_high', ({ open }) => open.high],
      ...figureColumns<EnergyPoint>(({ speed }) => speed, 'tokens_per_second_'),
      ['devices', ({ devices }) => devices],
      ['runs', ({ runs }) => runs],
      ['sampling_error_share', ({ error }) => error?.share ?? null],
    ],
    points,
  );

export const supportSheet = ({ cells }: Support): string =>
  sheet<SupportCell>(
    [
      ['format', ({ format }) => format],
      ['browser', ({ browser }) => browser],
      ['gpu_family', ({ gpuFamily }) => gpuFamily],
      ['devices_ran', ({ ran }) => ran],
      ['devices_failed', ({ failed }) => failed],
      ['runs', ({ runs }) => runs],
      ['codes', ({ codes }) => codes.map(({ code, devices }) => `${code} ${devices}`).join('; ')],
    ],
    cells,
  );

export function filtersSheet({ gpus, kinds, engines, browsers, systems, powers, rungs }: Filters): string {
  const named = (filter: string, values: readonly string[]) => values.map((value) => ({ filter, value, runs: null }));
  const counted = (filter: string, values: Filters['browsers']) => values.map((one) => ({ filter, ...one }));
  const rows = [
    ...gpus.map(({ id }) => ({ filter: 'gpu', value: id, runs: null })),
    ...[...named('kind', kinds), ...named('engine', engines), ...counted('browser', browsers)],
    ...[...counted('os', systems), ...counted('power', powers), ...named('rung', rungs)],
  ];
  return sheet<(typeof rows)[number]>(
    [
      ['filter', ({ filter }) => filter],
      ['value', ({ value }) => value],
      ['runs', ({ runs }) => runs],
    ],
    rows,
  );
}

/** The rows that a run leaves, as the product's store writes them: of each table, lines for COPY. */
import { HEADLINE_TESTS, SUITE } from '../../../src/benchmark/suite/suite';
import { testName } from '../../../src/benchmark/workload';
import { ENGINE } from '../../../src/foundation/build';
import type { Preset } from '../../../src/hardware/catalogue';
import { nameOf } from '../../../server/board/src/gates/entries';
import type { Interval } from '../../../src/statistics/interval';
import type { FilledTable } from './columns';
import { copyLine } from './copy-lines';
import { base64Id, chanceOf, hexId } from './ids';
import type { FilledDevice, FilledRun, Population } from './population';
import { expectedSpeed, type FilledWorkload, type Shape } from './workloads';

export interface Filling {
  readonly population: Population;
  readonly gpus: readonly Preset[];
  readonly workloads: readonly FilledWorkload[];
  readonly shapes: readonly Shape[];
  /** By the number of the device, those that are confirmed. */
  readonly confirmed: ReadonlySet<number>;
  /** Of the fixture; it stands for that of each run. */
  readonly receipt: string;
  /** When the last run came: milliseconds since 1970. */
  readonly until: number;
}

export type Lines = Partial<Record<FilledTable, string[]>>;

/** Of GPUs that nobody has named yet. */
export const UNKNOWN_NAMES = 500;
export const unknownName = (index: number): string => `gpu of an unknown name ${index}`;

/** Another one each month. */
export const IMPLEMENTATIONS = 25;
const MONTH = 30.44 * 86_400_000;
/** Of the browsers; the latest is that of the fixture. */
const LATEST_VERSION = 156;

/** Links are kept until the run can no longer be sent, and an hour (operations/sweep.ts); challenges stay with their runs. */
const KEPT_MS = 27 * 3_600_000;
/** Of each profile: one in two seconds. */
const LINKS = { quick: 32, standard: 122 } as const;

/** Which document stands for a run's own: key of fill_documents. */
const DOCUMENT = { quick: '\\x01', standard: '\\x02' } as const;

/** Of the time around its repetitions, as much as they explain. */
const EXPLAINED = 0.7;

/** Of ranked runs, those with a figure of energy that is no estimate of the board's own. */
const METERED_SHARE = 0.1;
const RUNGS = ['typed', 'calibrated', 'imported', 'measured'] as const;
const HEADLINES = HEADLINE_TESTS.map(testName);

const monthsAgo = ({ until }: Filling, { at }: FilledRun): number =>
  Math.min(IMPLEMENTATIONS - 1, Math.floor((until - at) / MONTH));

const workloadsOf = ({ workloads }: Filling, { isStandard }: FilledRun): readonly FilledWorkload[] =>
  isStandard ? workloads : workloads.filter(({ isQuick }) => isQuick);

/** Of a device: by it a sample of devices is drawn. */
const drawOf = (device: number): number => chanceOf(device, 2000);

const isoTime = (ms: number): string => new Date(ms).toISOString();

/** What a run of that number measured of a workload: the factor and shape of its samples. */
function measuredOf(filling: Filling, run: number, workload: FilledWorkload) {
  const { population, gpus, shapes } = filling;
  const { device, factor } = at(population.runs, run);
  const owner = at(population.devices, device);
  const index = filling.workloads.indexOf(workload);
  const speed = expectedSpeed(workload, at(gpus, owner.gpu)) * owner.factor * factor;
  return { speed, shape: at(shapes, Math.floor(chanceOf(run, index) * shapes.length)) };
}

/** As it is stored, and as the cohorts take it. */
export function medianOf(filling: Filling, run: number, workload: FilledWorkload): number {
  const { speed, shape } = measuredOf(filling, run, workload);
  return speed * shape.rate.median;
}

export function deviceLine({ population, gpus, confirmed }: Filling, index: number, firstSeen: number): string {
  const { gpu } = at(population.devices, index);
  const ids = [base64Id('device', index, 32), base64Id('key', index, 32), at(gpus, gpu).id];
  return copyLine([...ids, null, confirmed.has(index), drawOf(index), isoTime(firstSeen)]);
}

export function addRun(lines: Lines, filling: Filling, index: number): void {
  const run = at(filling.population.runs, index);
  const device = at(filling.population.devices, run.device);
  const preset = at(filling.gpus, device.gpu);
  const id = base64Id('run', index, 16);
  const version = LATEST_VERSION - monthsAgo(filling, run);
  const browser = `${device.browser} ${version}`;
  const add = (table: FilledTable, line: string): void => void (lines[table] ??= []).push(line);
  // One that failed has measured nothing to its end.
  const measured = run.state === 'failed' ? [] : workloadsOf(filling, run);
  const figures = measured.flatMap((workload) => addSamples(add, { filling, index, id }, workload));
  add('runs', runLine({ filling, run, device, preset }, { index, id, browser }, figures));
  if (measured.length > 0) add('sample_digests', copyLine([id, 'all', hexId('sample', 32 * index)]));
  const formats = new Set(workloadsOf(filling, run).map(({ entry }) => entry.format));
  for (const format of formats) {
    add('support', copyLine([id, format, browser, preset.architecture ?? 'unknown', codeOf(run, index)]));
  }
  if (run.state === 'ranked') addEnergy(add, { filling, index, id }, preset);
  addChain(add, filling, index);
}

interface Ran {
  readonly filling: Filling;
  readonly index: number;
  readonly id: string;
}

type Add = (table: FilledTable, line: string) => void;

function addSamples(add: Add, { filling, index, id }: Ran, workload: FilledWorkload): readonly object[] {
  const { entry } = workload;
  const { speed, shape } = measuredOf(filling, index, workload);
  const name = nameOf(entry);
  add('sample_digests', copyLine([id, name, hexId('sample', 32 * index + 1 + filling.workloads.indexOf(workload))]));
  const figure = (metric: string, values: readonly number[], interval: Interval, scale: number) => {
    const [median, low, high] = [scale * interval.median, scale * interval.low, scale * interval.high];
    const outside = metric === 'tokensPerSecond' ? [EXPLAINED * median, EXPLAINED] : [null, null];
    add('samples', copyLine([id, entry.workloadId, metric, values, median, low, high, ...outside]));
    const { workloadId, test, format } = entry;
    return { workloadId, test, format, metric, median, low, high, n: values.length };
  };
  const { values, rate, time } = shape;
  const seconds = entry.tokens / speed;
  const rates = figure(
    'tokensPerSecond',
    values.map((value) => speed * value),
    rate,
    speed,
  );
  if (entry.phase !== 'prefill') return [rates];
  const first = figure(
    'ttftSeconds',
    values.map((value) => seconds / value),
    time,
    seconds,
  );
  return [rates, first];
}

interface Sent {
  readonly filling: Filling;
  readonly run: FilledRun;
  readonly device: FilledDevice;
  readonly preset: Preset;
}

function runLine(
  { filling, run, device, preset }: Sent,
  { index, id, browser }: { readonly index: number; readonly id: string; readonly browser: string },
  figures: readonly object[],
): string {
  const isNamed = run.state !== 'pending';
  const isSoftware = run.state === 'practice';
  const reasons = run.state === 'ranked' ? [] : [REASON];
  const about = {
    ...{ startedAt: isoTime(run.at - 600_000), adapter: preset.name, software: isSoftware },
    ...{ profile: run.isStandard ? 'standard' : 'quick', receipt: filling.receipt },
  };
  const answer = { state: run.state === 'quarantined' ? 'ranked' : run.state, reasons, figures };
  return copyLine([
    ...[id, base64Id('nonce', index, 32), hexId('digest', index), SUITE, base64Id('device', run.device, 32)],
    ...[IMPLEMENTATIONS - monthsAgo(filling, run), isNamed ? preset.id : unknownName(index % UNKNOWN_NAMES)],
    ...[isNamed && !isSoftware ? preset.id : null, ENGINE, device.modified, browser, device.os, device.power],
    ...[run.state, JSON.stringify(reasons), isoTime(run.at), DOCUMENT[run.isStandard ? 'standard' : 'quick']],
    ...[JSON.stringify(answer), base64Id('token', index, 32), JSON.stringify(about)],
    ...[stampsOf(filling, index), drawOf(run.device)],
  ]);
}

const REASON = {
  code: 'as-filled',
  verdict: 'quarantine',
  says: 'This run was made to fill a board.',
  remedy: 'None.',
  found: '',
};

const codeOf = ({ state }: FilledRun, index: number): string | null =>
  state === 'failed' ? (['device-lost', 'out-of-memory', 'shader'][index % 3] ?? null) : null;

function addEnergy(add: Add, { filling, index, id }: Ran, preset: Preset): void {
  const run = at(filling.population.runs, index);
  const number = chanceOf(index, 1000);
  const metered = number < METERED_SHARE ? RUNGS[Math.floor((number / METERED_SHARE) * RUNGS.length)] : undefined;
  for (const workload of workloadsOf(filling, run)) {
    const { workloadId, test } = workload.entry;
    const mid = (0.7 * (preset.boardPowerW ?? 20)) / medianOf(filling, index, workload);
    const rungs = [...(HEADLINES.includes(test) ? ['estimated'] : []), ...(metered === undefined ? [] : [metered])];
    for (const rung of rungs) {
      add('energy', copyLine([id, workloadId, rung, 'gpu', 0.8 * mid, mid, 1.2 * mid, drawOf(run.device)]));
    }
  }
}

/** Of the links, in milliseconds. */
function stampsOf({ population }: Filling, index: number): readonly number[] {
  const { at: sent, isStandard } = at(population.runs, index);
  const links = LINKS[isStandard ? 'standard' : 'quick'];
  return Array.from({ length: links }, (_, k) => Math.round(sent - 2000 * (links + 19 - k)));
}

function addChain(add: Add, filling: Filling, index: number): void {
  const { at: sent, isStandard } = at(filling.population.runs, index);
  const nonce = base64Id('nonce', index, 32);
  const links = LINKS[isStandard ? 'standard' : 'quick'];
  const issued = sent - 2000 * (links + 30);
  const times = [issued, issued + 7_200_000, sent].map(isoTime);
  add('challenges', copyLine([nonce, SUITE, ...times]));
  if (issued < filling.until - KEPT_MS) return;
  for (const [i, stamp] of stampsOf(filling, index).entries()) {
    add('commitments', copyLine([nonce, i + 1, hexId('link', 128 * index + i), isoTime(stamp)]));
  }
}

export function at<T>(all: readonly T[], index: number): T {
  const found = all[index];
  if (found === undefined) throw new RangeError(`there is no ${index} among ${all.length}`);
  return found;
}

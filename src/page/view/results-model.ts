/** What the results table says, cell by cell, as text. */
import { tokensInAll } from '../../benchmark/workload';
import type { ModelFormat } from '../../kernels/recipe';
import { scaled, showInterval, type Interval } from '../../report/digits';
import { basisOf, rangeOf, type Ranged } from '../../report/between-runs';
import { ratio } from '../../statistics/ratio';
import { ratioBasis, ratioOfFormats } from '../../report/format-ratio';
import { showBytes } from '../../report/quantity';
import { showShare } from '../../report/roofs';
import type { Result, ResultEntry } from '../../report/schema';
import { formatRatio, type RatioWords } from '../format/ratio';
import { entryFor } from '../state/reduce';
import type { EntryState } from '../../report/parts/entries';
import type { RunState } from '../state/page-state';
import { WORDS } from './catalogue/run-words';

export interface CellText {
  readonly value: string;
  /** `low–high` of the figure, and which interval that is. */
  readonly range: string;
  /** How many repetitions, that it is provisional, or why there is no figure. */
  readonly note: string;
  readonly tone: 'empty' | 'provisional' | 'final' | 'failed';
  /** Share of the largest figure in the row, 0..1, for the bar; null where a bar says nothing. */
  readonly share: number | null;
}

const EMPTY: CellText = { value: '–', range: '', note: '', tone: 'empty', share: null };

/** Of an entry: what was measured, with its interval, or an exact number of bytes. */
type Read = 'tokensPerSecond' | 'ttftSeconds' | 'weightBytes' | 'bytesReadPerToken' | 'peakBufferBytes';

interface MetricRule {
  readonly phase: ResultEntry['phase'];
  /** Read from the test with the most context, or from batched decode beside the streamed; otherwise from that with the least context. */
  readonly at?: 'most' | 'batched';
  readonly read: Read;
  readonly words: RatioWords;
}

const { faster, sooner, smaller, less } = WORDS.cell;

const RULES = {
  decode: { phase: 'decode', read: 'tokensPerSecond', words: faster },
  'decode-batched': { phase: 'decode', at: 'batched', read: 'tokensPerSecond', words: faster },
  prefill: { phase: 'prefill', read: 'tokensPerSecond', words: faster },
  ttft: { phase: 'prefill', read: 'ttftSeconds', words: sooner },
  'decode-deep': { phase: 'decode', at: 'most', read: 'tokensPerSecond', words: faster },
  'prefill-deep': { phase: 'prefill', at: 'most', read: 'tokensPerSecond', words: faster },
  'weight-bytes': { phase: 'decode', read: 'weightBytes', words: smaller },
  'bytes-read': { phase: 'decode', read: 'bytesReadPerToken', words: less },
  'peak-bytes': { phase: 'decode', read: 'peakBufferBytes', words: smaller },
} as const satisfies Readonly<Record<string, MetricRule>>;

export type Metric = keyof typeof RULES;

const ruleOf = (metric: Metric): MetricRule => RULES[metric];
const isRate = (metric: Metric): boolean => ruleOf(metric).read === 'tokensPerSecond';
const isMeasured = (metric: Metric): boolean => isRate(metric) || metric === 'ttft';

/** What is measured, with what the kept runs add where they are given. */
function rangedOf(entry: ResultEntry, metric: Metric, between?: Result['betweenRuns']): Ranged | null {
  const { read } = ruleOf(metric);
  if (read === 'tokensPerSecond' || read === 'ttftSeconds') return rangeOf(entry, read, between);
  const value = entry[read] ?? 0;
  return value > 0 ? { interval: { median: value, low: value, high: value }, runs: 1 } : null;
}

const intervalOf = (entry: ResultEntry, metric: Metric): Interval | null => rangedOf(entry, metric)?.interval ?? null;

/** The entry that a metric is read from; sizes come from either phase, whichever is there. */
function source(run: RunState, format: ModelFormat, metric: Metric): EntryState | null {
  const { phase, at } = ruleOf(metric);
  const own = entryFor(run, format, phase, at);
  if (own !== null || isMeasured(metric)) return own;
  return metric === 'bytes-read' ? null : entryFor(run, format, 'prefill');
}

export function cellText(
  run: RunState,
  format: ModelFormat,
  metric: Metric,
  formats: readonly ModelFormat[],
): CellText {
  const from = source(run, format, metric);
  if (from === null) return EMPTY;
  const { entry } = from;
  const ranged = rangedOf(entry, metric, run.answer.result?.betweenRuns);
  const interval = ranged?.interval ?? null;
  if (isMeasured(metric) && entry.status === 'failed' && interval === null) return failedCell(entry);
  if (ranged === null || interval === null) return isRate(metric) && !from.final ? warmUpCell(entry) : EMPTY;
  if (!isMeasured(metric)) {
    return { ...EMPTY, value: showBytes(interval.median), tone: 'final' };
  }
  const unit = metric === 'ttft' ? timeUnit(interval) : null;
  const shown = showInterval(unit === null ? interval : scaled(interval, unit.factor));
  const suffix = unit === null ? '' : ` ${unit.name}`;
  return {
    value: `${shown.median}${suffix}`,
    range: interval.high > interval.low ? `${shown.low}–${shown.high}${suffix} ${basisOf(ranged.runs)}` : '',
    note: ruleOf(metric).phase === 'decode' ? decodeNote(from) : repetitionNote(from),
    tone: from.final ? 'final' : 'provisional',
    share: isRate(metric) ? interval.median / largest(run, formats, metric, interval.median) : null,
  };
}

/** Before the first repetition, the speed of the latest run that does not count yet: a number early, and said to be none. */
function warmUpCell(entry: ResultEntry): CellText {
  const { warmUpSeconds, cold } = entry;
  const seconds = warmUpSeconds.at(-1) ?? cold?.seconds ?? 0;
  if (seconds <= 0) return EMPTY;
  const note = warmUpSeconds.length === 0 ? WORDS.cell.cold : WORDS.cell.warmingUp;
  const value = `≈ ${Number((tokensInAll(entry) / seconds).toPrecision(2))}`;
  return { ...EMPTY, value, note, tone: 'provisional' };
}

function failedCell(entry: ResultEntry): CellText {
  const where = entry.error?.where ?? '';
  const code = entry.error?.code;
  const why =
    code === 'kernel-check'
      ? WORDS.cell.checkFailed(where === '' ? WORDS.cell.someKernel : where)
      : code === 'range'
        ? WORDS.cell.outOfRange(where)
        : WORDS.cell.failed;
  return { ...EMPTY, value: WORDS.cell.noSpeed, note: why, tone: 'failed' };
}

function repetitionNote({ entry, final }: EntryState): string {
  const samples = entry.tokensPerSecond?.samples.length ?? 0;
  const count = WORDS.cell.repetitions(String(samples));
  if (!final) return WORDS.cell.soFar(count);
  return entry.status === 'complete' ? count : `${entry.status}, ${count}`;
}

/** How near it came to what the hardware could do stands beside the speed itself. */
function decodeNote(from: EntryState): string {
  const { footprintShare, bandwidthShare = null } = from.entry;
  const share = from.final ? (footprintShare ?? bandwidthShare) : null;
  const note = repetitionNote(from);
  if (share === null) return note;
  const of = footprintShare === undefined ? WORDS.cell.bandwidth : WORDS.cell.bandwidthOverBytes;
  return `${note} · ${of(showShare(share).value)}`;
}

function timeUnit({ median }: Interval): { readonly factor: number; readonly name: string } {
  return median < 1 ? { factor: 1000, name: WORDS.cell.milliseconds } : { factor: 1, name: WORDS.cell.seconds };
}

function largest(run: RunState, formats: readonly ModelFormat[], metric: Metric, least: number): number {
  const medians = formats.flatMap((format) => {
    const from = source(run, format, metric);
    return from === null ? [] : (intervalOf(from.entry, metric)?.median ?? []);
  });
  return Math.max(least, ...medians);
}

/** INT4 against FP16. Two workloads that differ in more than their format are not compared. */
export function comparison(run: RunState, metric: Metric): CellText {
  const fp16 = source(run, 'fp16', metric);
  const int4 = source(run, 'int4', metric);
  if (fp16 === null || int4 === null) return EMPTY;
  if (fp16.entry.test !== int4.entry.test || fp16.entry.model.name !== int4.entry.model.name) return EMPTY;
  if (isMeasured(metric)) return speedComparison(fp16, int4, metric);
  const [base, other] = [intervalOf(fp16.entry, metric), intervalOf(int4.entry, metric)];
  if (base === null || other === null) return EMPTY;
  // Of sizes, which are exact, the smaller is the better.
  return { ...EMPTY, ...formatRatio(ratio(base, other), ruleOf(metric).words), tone: 'final' };
}

/** Of the rounds in which both counted, where there are any. */
function speedComparison(fp16: EntryState, int4: EntryState, metric: Metric): CellText {
  // Of rates the higher is the better, of times the lower.
  const [of, than, read] =
    metric === 'ttft' ? ([fp16, int4, 'ttftSeconds'] as const) : ([int4, fp16, 'tokensPerSecond'] as const);
  const found = ratioOfFormats(of.entry, than.entry, read);
  if (found === null) return EMPTY;
  const provisional = !(fp16.final && int4.final);
  // Of two final figures, one of which was cut short.
  if (!provisional && !found.enough) return { ...EMPTY, value: WORDS.cell.tooFew, tone: 'final' };
  return {
    ...EMPTY,
    ...formatRatio(found, ruleOf(metric).words),
    note: provisional ? WORDS.cell.soFar(ratioBasis(found)) : ratioBasis(found),
    tone: provisional ? 'provisional' : 'final',
  };
}

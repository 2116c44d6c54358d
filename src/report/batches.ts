/**
 * What a batch says of each of its sequences, and how batches of one test stand beside each other: rows for page and Markdown. A speed
 * is of all sequences together everywhere else. No layout here.
 */
import { testName } from '../benchmark/workload';
import { contestantName } from '../benchmark/whose';
import { scaled, showDuration, showFigure, type Interval } from './digits';
import { ratioOfFormats } from './format-ratio';
import type { ResultEntry } from './schema';
import { left, right, sheetOf, type Sheet } from './table';

/** Of one sequence: tokens per second, and the seconds of a step, which gives each its next token; null in prefill. */
export interface OfSequence {
  readonly tokensPerSecond: Interval;
  readonly stepSeconds: Interval | null;
}

type Speed = Pick<ResultEntry, 'batch' | 'phase' | 'tokensPerSecond'>;

/** Null without a speed. The bounds are those of the speed of all: the same repetitions say both. */
export function ofSequence({ batch, phase, tokensPerSecond: rate }: Speed): OfSequence | null {
  if (rate === null) return null;
  const step = { median: batch / rate.median, low: batch / rate.high, high: batch / rate.low };
  return { tokensPerSecond: scaled(rate, 1 / batch), stepSeconds: phase === 'decode' ? step : null };
}

/** An entry of a batch says it itself; where there is one sequence alone, nothing is added. */
export function withSequence(entry: ResultEntry): ResultEntry {
  if (entry.batch === 1) return entry;
  const of = ofSequence(entry);
  if (of === null) return { ...entry, perSequence: null };
  const step = of.stepSeconds === null ? null : { ...of.stepSeconds };
  return { ...entry, perSequence: { tokensPerSecond: { ...of.tokensPerSecond }, stepSeconds: step } };
}

/** Whether a result has anything to say of batches. */
export const hasBatches = (entries: readonly Pick<ResultEntry, 'batch'>[]): boolean =>
  entries.some(({ batch }) => batch > 1);

interface BatchRow {
  readonly entry: ResultEntry;
  /** Of the same test, the entry with the fewest sequences. */
  readonly fewest: ResultEntry;
}

const each = ({ entry }: BatchRow) => ofSequence(entry);

const COLUMNS = [
  left<BatchRow>('model', ({ entry }) => entry.model.name),
  left<BatchRow>('format', ({ entry }) => contestantName(entry)),
  left<BatchRow>('test', ({ entry }) => nameOfOne(entry)),
  right<BatchRow>('sequences', ({ entry }) => String(entry.batch)),
  right<BatchRow>('t/s in all', ({ entry }) => shown(entry.tokensPerSecond, showFigure, entry.status)),
  right<BatchRow>('times the fewest', ({ entry, fewest }) => {
    const times = entry === fewest ? null : ratioOfFormats(entry, fewest, 'tokensPerSecond');
    return shown(times, (ratio) => `${showFigure(ratio)} ×`);
  }),
  right<BatchRow>('t/s of each', (row) => shown(each(row)?.tokensPerSecond, showFigure)),
  right<BatchRow>('time per step', (row) => shown(each(row)?.stepSeconds, showDuration)),
  right<BatchRow>('time to first token', ({ entry }) => shown(entry.ttftSeconds, showDuration)),
];

const shown = (figure: Interval | null | undefined, show: (figure: Interval) => string, none = '-'): string =>
  figure === null || figure === undefined ? none : show(figure);

/** Of every test that was measured with more sequences than one, the fewest first. */
export function batchSheet(entries: readonly ResultEntry[]): Sheet {
  const groups = new Map<string, ResultEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.engine, entry.format, entry.model.name, entry.model.weights, nameOfOne(entry)]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const rows = [...groups.values()].filter(hasBatches).flatMap((group) => {
    const sorted = group.toSorted((a, b) => a.batch - b.batch);
    return sorted.map((entry) => ({ entry, fewest: sorted[0] ?? entry }));
  });
  return sheetOf(COLUMNS, rows);
}

const nameOfOne = ({ phase, tokens, depth, delivery }: ResultEntry): string =>
  testName({ phase, tokens, depth, delivery, batch: 1 });

/** What a reader must know of the rows. */
export const ABOUT_BATCHES =
  'A step of decode reads the weights once and gives each sequence its next token; a prefill reads all prompts together. In all: tokens of all sequences per second; of each: of one of them. Time to first token: from submitting all prompts until the first token of each is known. Times the fewest: the speed in all over that of the fewest sequences, round by round where both ran side by side.';

/** Every timed run of the benchmark in the order in which they ran, models, formats and phases mixed, as text. No elements. */
import { contestantName } from '../../benchmark/whose';
import { tokensInAll } from '../../benchmark/workload';
import { showSeconds } from '../../report/quantity';
import type { ResultEntry } from '../../report/schema';
import { modelColumn } from '../../report/several-models';
import { left, right, sheetOf, type Sheet } from '../../report/table';
import { WORDS } from './catalogue/run-words';

interface TimedRun {
  readonly order: number;
  readonly entry: ResultEntry;
  readonly seconds: number;
  /** Over the tokens of the test, in those seconds. */
  readonly passes: number;
  /** What is to be said of it: that it is an outlier, which is kept, or what voids it. */
  readonly remark: string;
}

export const timedCount = (entries: readonly ResultEntry[]): number => timedRuns(entries).length;

function timedRuns(entries: readonly ResultEntry[]): readonly TimedRun[] {
  return entries
    .flatMap((entry) => {
      const counted = entry.durations.map(({ order, seconds, passes = 1 }, i) => {
        const remark = entry.outliers.includes(i) ? WORDS.timed.outlier : '';
        return { order, entry, seconds, passes, remark };
      });
      // Older results do not say it of what was voided, which had as many as what counts.
      const many = counted[0]?.passes ?? 1;
      const voided = entry.voided.map(({ order, seconds, passes = many, guard }) => {
        return { order, entry, seconds, passes, remark: WORDS.timed.void(guard) };
      });
      return [...counted, ...voided];
    })
    .toSorted((a, b) => a.order - b.order);
}

interface Row extends Omit<TimedRun, 'order' | 'remark'> {
  readonly order: string;
}

const COLUMNS = [
  left<Row>(WORDS.timed.order, ({ order }) => order),
  left<Row>(WORDS.timed.format, ({ entry }) => contestantName(entry)),
  left<Row>(WORDS.timed.test, ({ entry }) => entry.test),
  right<Row>(WORDS.timed.seconds, ({ seconds }) => showSeconds(seconds)),
  right<Row>(WORDS.timed.rate, ({ entry, seconds, passes }) =>
    ((tokensInAll(entry) * passes) / seconds).toPrecision(4),
  ),
];

/** The cold runs and the warm-up first, each of one pass. */
export function timedSheet(entries: readonly ResultEntry[]): Sheet {
  const before = entries.flatMap((entry): Row[] => [
    ...(entry.cold === null ? [] : [{ order: WORDS.timed.cold, entry, seconds: entry.cold.seconds, passes: 1 }]),
    ...entry.warmUpSeconds.map((seconds) => ({ order: WORDS.timed.warmUp, entry, seconds, passes: 1 })),
  ]);
  const timed = timedRuns(entries).map(({ order, remark, ...run }): Row => ({
    ...run,
    order: remark === '' ? String(order) : `${String(order)} (${remark})`,
  }));
  const rows = [...before, ...timed];
  return sheetOf([...modelColumn(rows, ({ entry }) => entry), ...COLUMNS], rows);
}

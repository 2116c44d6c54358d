/** How fast each format writes: bars from 0 with their intervals. */
import { contestantName, isOurs } from '../../benchmark/whose';
import { isTie } from '../../statistics/ratio';
import { basisOf, rangeOf } from '../between-runs';
import { showFigure, showInterval } from '../digits';
import { ratioOfFormats } from '../format-ratio';
import { oneLine } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import { left, right, sheetOf } from '../table';
import type { Chart } from './chart';
import { axisFromZero, headlineDecodes, inkOf, ofResult, type Decoded } from './source';

/** Null where no decode has a speed. */
export function headlineChart(result: Result): Chart | null {
  const rows = headlineDecodes(result).map((entry) => {
    const { interval, runs } = rangeOf(entry, 'tokensPerSecond', result.betweenRuns) ?? {
      interval: entry.tokensPerSecond,
      runs: 1,
    };
    return { entry, name: contestantName(entry), interval, runs };
  });
  const [first] = rows;
  if (first === undefined) return null;
  const { model, test } = first.entry;
  return {
    id: 'speed',
    title: `How fast ${oneLine(model.name)} writes here`,
    says: `${finding(rows.map(({ entry }) => entry))}; whiskers are 95 % intervals.`,
    ...ofResult(result),
    panels: [
      {
        kind: 'rows',
        title: '',
        x: axisFromZero(
          'tokens per second',
          rows.map(({ interval }) => interval.high),
        ),
        rows: rows.map(({ entry, name, interval }) => ({
          ...{ name, value: showFigure(interval), interval: { low: interval.low, high: interval.high } },
          segments: [
            {
              ...{ ink: inkOf(entry), from: 0, to: interval.median },
              explains: `${name}: ${showFigure(interval)} tokens per second (${test}).`,
            },
          ],
        })),
      },
    ],
    legend: [],
    table: sheetOf<(typeof rows)[number]>(
      [
        left('format', ({ name }) => name),
        right('tokens/s', ({ interval }) => showInterval(interval).median),
        right('from', ({ interval }) => showInterval(interval).low),
        right('to', ({ interval }) => showInterval(interval).high),
        left('interval', ({ runs }) => basisOf(runs)),
      ],
      rows,
    ),
  };
}

/** INT4 beside FP16 where both ran, else the fastest alone. */
function finding(entries: readonly Decoded[]): string {
  const own = (format: ResultEntry['format']) => entries.find((one) => isOurs(one) && one.format === format);
  const [int4, fp16] = [own('int4'), own('fp16')];
  const ratio = int4 === undefined || fp16 === undefined ? null : ratioOfFormats(int4, fp16, 'tokensPerSecond');
  if (ratio !== null && !ratio.enough) return 'Too few repetitions to say whether INT4 or FP16 is faster';
  if (ratio !== null && isTie(ratio)) return 'INT4 and FP16 write equally fast, as far as this run can tell';
  if (ratio !== null) return `INT4 writes ${showInterval(ratio).median} times as fast as FP16`;
  const sorted = entries.toSorted((a, b) => b.tokensPerSecond.median - a.tokensPerSecond.median);
  const [fastest] = sorted;
  if (fastest === undefined) return '';
  if (sorted.length === 1) return `${contestantName(fastest)} alone was measured`;
  return `${contestantName(fastest)} is the fastest of ${sorted.length}`;
}

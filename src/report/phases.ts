/** Cold, steady, tail: the first run, the median and the slow end of each test, in tokens/s. No layout here. */
import { showFigure } from './digits';
import { contestantName } from '../benchmark/whose';
import type { ResultEntry } from './schema';
import { modelColumn } from './several-models';
import { left, right, sheetOf, type Sheet } from './table';

const COLUMNS = [
  left('format', contestantName),
  left<ResultEntry>('test', ({ test }) => test),
  right<ResultEntry>('cold first run', ({ cold }) => rate(cold?.tokensPerSecond)),
  right<ResultEntry>('steady (median, within one run)', ({ tokensPerSecond: speed }) =>
    speed === null ? '-' : showFigure(speed),
  ),
  right<ResultEntry>('slowest', ({ tail }) => rate(tail?.slowest)),
  right<ResultEntry>('90 % reach', ({ tail }) => rate(tail?.p90)),
];

/** Entries without a speed are left out. */
export function phaseSheet(entries: readonly ResultEntry[]): Sheet {
  const measured = entries.filter(({ tokensPerSecond, tail }) => tokensPerSecond !== null && tail !== null);
  return sheetOf([...modelColumn(measured, (entry) => entry), ...COLUMNS], measured);
}

/** One run has no interval: three digits, like each figure without one. */
const rate = (value: number | null = null): string =>
  value === null ? '-' : showFigure({ median: value, low: value, high: value });

/** Cold, steady, tail: the first run, the median and the slow end of each test, as rows of text. No layout here. */
import { showFigure } from './digits';
import { contestantName } from './contestant';
import type { ResultEntry } from './schema';

export const PHASE_COLUMNS = ['cold first run', 'steady (median)', 'slowest', '90 % reach'] as const;

export interface PhaseRow {
  readonly format: string;
  readonly test: string;
  /** Tokens/s, in the order of PHASE_COLUMNS; `-` where there is none. */
  readonly values: readonly string[];
}

/** Entries without a speed are left out. */
export function phaseRows(entries: readonly ResultEntry[]): PhaseRow[] {
  return entries.flatMap((entry) => {
    const { test, cold, tokensPerSecond, tail } = entry;
    if (tokensPerSecond === null || tail === null) return [];
    const values = [cold?.tokensPerSecond ?? null, null, tail.slowest, tail.p90].map(rate);
    values[1] = showFigure(tokensPerSecond);
    return [{ format: contestantName(entry), test, values }];
  });
}

/** One run has no interval: three digits, as any figure without one. */
const rate = (value: number | null): string =>
  value === null ? '-' : showFigure({ median: value, low: value, high: value });

/**
 * What the stamps say of a workload's rate from outside: how much of the time around its repetitions they explain, and the least rate
 * that is left if all the unexplained time was theirs. No bound from above: tokens that were never computed leave no trace in a clock.
 */
import { summarise } from '../../../../src/statistics/spread';
import { STAMP_SLACK } from '../contract/chain';
import type { MeasuredItem } from '../contract/commitment';
import type { Gap } from './chain';

export interface OutsideBound {
  readonly workloadId: string;
  /** Of the time in which it can have run, as much as it claims: 0 to 1, more where stamps came late. */
  readonly share: number;
  /** Tokens per second by the server's clock, at least. */
  readonly low: number;
}

/** @param tokens of all passes of a repetition; null of one that is in no entry, which then is nobody's */
export function outsideBounds(
  gaps: readonly Gap[],
  tokens: (item: MeasuredItem) => number | null,
): readonly OutsideBound[] {
  const sums = new Map<string, { tokens: number; seconds: number; free: number }>();
  for (const { seconds, measured } of gaps) {
    const free = Math.max(0, seconds - measured.reduce((sum, item) => sum + item.seconds, 0));
    const met = new Set<string>();
    for (const item of measured) {
      const made = tokens(item);
      if (made === null) continue;
      const sum = sums.get(item.workloadId) ?? { tokens: 0, seconds: 0, free: 0 };
      sum.tokens += made;
      sum.seconds += item.seconds;
      // The unexplained time of a gap is counted once for each workload in it, since it may have been any one's.
      if (!met.has(item.workloadId)) sum.free += free;
      met.add(item.workloadId);
      sums.set(item.workloadId, sum);
    }
  }
  return [...sums].map(([workloadId, sum]) => ({
    workloadId,
    share: sum.seconds / (sum.seconds + sum.free),
    // Where one stamp came late, the next gap is as much shorter: what is left is that of the two ends.
    low: sum.tokens / (sum.seconds + sum.free + STAMP_SLACK),
  }));
}

/** Seconds that an honest client may wait before each repetition, until what shows the run has drawn. */
const MOST_WAIT = 0.25;

export interface ExplainedShare {
  readonly workloadId: string;
  readonly share: number;
}

interface Explaining {
  /** Whether the time of a workload must be explained; those that nobody is compared by explain only the time of others. */
  readonly isRanked: (workloadId: string) => boolean;
  /** Seconds that a repetition may take beside its own. */
  readonly beside: (item: MeasuredItem) => number;
}

/**
 * The ranked workload whose gaps are explained least: the middle of its gaps, as its figure is the middle of its repetitions, so that one long
 * repetition explains no other, and no test explains the time of another. Null where there is none.
 */
export function leastExplained(gaps: readonly Gap[], { isRanked, beside }: Explaining): ExplainedShare | null {
  const shares = new Map<string, number[]>();
  for (const gap of gaps) {
    const explained = gap.measured.reduce((sum, item) => sum + item.seconds + beside(item), 0);
    for (const workloadId of new Set(gap.measured.map((item) => item.workloadId))) {
      if (isRanked(workloadId)) {
        shares.set(workloadId, [...(shares.get(workloadId) ?? []), shareIn(gap, workloadId, explained)]);
      }
    }
  }
  const each = [...shares].map(([workloadId, all]) => ({ workloadId, share: summarise(all).median }));
  return each.toSorted((a, b) => a.share - b.share)[0] ?? null;
}

/** Of a gap, as much as all in it explains; or of the time that only this workload can have taken, as much as it claims: whichever is less. */
function shareIn({ seconds, measured }: Gap, workloadId: string, explained: number): number {
  const own = measured.reduce((sum, item) => sum + (item.workloadId === workloadId ? item.seconds : 0), 0);
  const free = Math.max(0, seconds - explained - MOST_WAIT * measured.length);
  return Math.min(1, explained / Math.max(seconds, Number.MIN_VALUE), own / (own + free));
}

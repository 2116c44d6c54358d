/**
 * What the stamps say of a workload's rate from outside: how much of the time around its repetitions they explain, and the least rate
 * that is left if all the unexplained time was theirs. No bound from above: tokens that were never computed leave no trace in a clock.
 */
import type { MeasuredItem } from '../contract/commitment';
import { STAMP_SLACK, type Gap } from './chain';

export interface OutsideBound {
  readonly workloadId: string;
  /** Of the time in which it can have run, as much as it claims: 0 to 1, more where stamps came late. */
  readonly share: number;
  /** Tokens per second by the server's clock, at least. */
  readonly low: number;
  /** As its durations claim it. */
  readonly high: number;
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
    high: sum.tokens / sum.seconds,
  }));
}

/** Of all gaps with repetitions in them, how much these explain, with what they may take beside. Null without any. */
export function explainedShare(gaps: readonly Gap[], beside: (item: MeasuredItem) => number): number | null {
  const used = gaps.filter(({ measured }) => measured.length > 0);
  const all = used.reduce((sum, { seconds }) => sum + seconds, 0);
  const explained = used.reduce((sum, { seconds, measured }) => {
    const own = measured.reduce((inner, item) => inner + item.seconds, 0);
    const more = measured.reduce((inner, item) => inner + beside(item), 0);
    return sum + Math.max(own, Math.min(seconds, own + more));
  }, 0);
  return used.length === 0 ? null : explained / Math.max(all, Number.MIN_VALUE);
}

/** What the slow end of some rates looks like: cold is the first run, steady the median, tail the slowest that counted. */
import { min, quantile } from 'simple-statistics';

export interface Tail {
  readonly slowest: number;
  /** What 90 % of the repetitions reach at least (quantile of type 7, as R's and NumPy's); null of fewer than 10. */
  readonly p90: number | null;
  /** What 99 % of them reach at least; null of fewer than 100. */
  readonly p99: number | null;
}

/** @param rates larger is faster. @throws RangeError without any */
export function tailOf(rates: readonly number[]): Tail {
  if (rates.length === 0) throw new RangeError('no samples');
  const all = [...rates];
  return {
    slowest: min(all),
    p90: all.length < 10 ? null : quantile(all, 0.1),
    p99: all.length < 100 ? null : quantile(all, 0.01),
  };
}

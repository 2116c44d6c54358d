/** From the sum of a pass's sites to its seconds: times what the measured passes of a run took over their sums, as near ones did. */
import type { ModelFormat } from '../../kernels/recipe';
import type { Interval } from '../../statistics/interval';
import type { Measured } from './measured';
import { around, outside, valueAt, type AtLevel, type Known } from './nearness';
import { passBytes, type Pass } from './pass';
import { passSeconds, type SiteTimes } from './site-times';

/** What is asked for: a pass in a format. */
export type Asked = Pick<Measured, 'phase' | 'format' | 'batch' | 'pass'>;

interface Calibrated {
  readonly seconds: Interval;
  /** The natural logarithm of the factor by which bytes or sequences lie beyond all that was measured; 0 within. */
  readonly distance: number;
  /** Positions that a token saw at most, where its phase was measured. */
  readonly deepest: number;
}

/** Two formats of one model are as far apart. */
const OTHER_FORMAT = 0.7;

/** Null where its format has no sites, or its phase no token that was measured. */
export function calibrated(asked: Asked, times: SiteTimes, measured: readonly Measured[]): Calibrated | null {
  const sum = passSeconds(asked.pass, times);
  if (sum === null) return null;
  const known = measured.flatMap((one): readonly Ratio[] => {
    const over = one.phase === asked.phase ? passSeconds(one.pass, times) : null;
    if (over === null) return [];
    const { model, format, batch, seconds, pass } = one;
    const { median, low, high } = seconds;
    return [{ model, format, batch, size: sizeOf(pass), median: median / over, low: low / over, high: high / over }];
  });
  const scaled = (of: 'median' | 'low' | 'high'): number | null => {
    const levels = batchesOf(known).flatMap((level): readonly AtLevel[] => {
      const value = ratioOf(asked, level, known, of);
      return value === null ? [] : [{ level, value }];
    });
    const found = around(asked.batch, levels);
    return found === null ? null : between(asked.batch, found) * sum;
  };
  const [median, low, high] = [scaled('median'), scaled('low'), scaled('high')];
  if (median === null || low === null || high === null) return null;
  const distance = outside(
    [sizeOf(asked.pass), Math.log(asked.batch)],
    known.map((one) => ({ at: [one.size, Math.log(one.batch)] })),
  );
  const deepest = Math.max(...measured.flatMap(({ phase, pass }) => (phase === asked.phase ? [pass.context] : [])));
  return { seconds: { median, low, high }, distance, deepest };
}

/** What a measured pass took over the sum of its sites. */
interface Ratio extends Interval {
  readonly model: string;
  readonly format: ModelFormat;
  readonly batch: number;
  /** As sizeOf has it. */
  readonly size: number;
}

/** The natural logarithm of the bytes of a pass: whatever the number of sequences, nearly those of its weights. */
const sizeOf = (pass: Pass): number => Math.log(passBytes(pass));

const batchesOf = (known: readonly Ratio[]): readonly number[] => [...new Set(known.map(({ batch }) => batch))];

/**
 * At a number of sequences that was measured. How it goes with size is known where the most models were measured, which is one sequence; to
 * the others' that is added by how much they differ from it.
 */
function ratioOf(asked: Asked, level: number, known: readonly Ratio[], of: 'median' | 'low' | 'high'): number | null {
  const modelsAt = (batch: number): number =>
    new Set(known.flatMap((one) => (one.batch === batch ? [one.model] : []))).size;
  const [most = level] = [level, ...batchesOf(known)].toSorted((a, b) => modelsAt(b) - modelsAt(a));
  const near = (
    to: { readonly format: ModelFormat; readonly size: number },
    all: readonly Ratio[],
    value: (one: Ratio) => number,
  ) =>
    valueAt(
      [to.size, 0],
      all.map((one): Known => ({ at: [one.size, one.format === to.format ? 0 : OTHER_FORMAT], value: value(one) })),
    );
  const own = known.filter(({ batch }) => batch === level);
  const place = { format: asked.format, size: sizeOf(asked.pass) };
  if (modelsAt(most) === modelsAt(level)) return near(place, own, (one) => one[of]);
  const best = known.filter(({ batch }) => batch === most);
  const base = near(place, best, ({ median }) => median);
  const apart = near(place, own, (one) => one[of] / (near(one, best, ({ median }) => median) ?? NaN));
  return base === null || apart === null ? null : base * apart;
}

/** In proportion to the logarithms. */
function between(batch: number, { below, above }: { readonly below: AtLevel; readonly above: AtLevel }): number {
  if (below.level === above.level) return below.value;
  const share = Math.log(batch / below.level) / Math.log(above.level / below.level);
  return below.value ** (1 - share) * above.value ** share;
}

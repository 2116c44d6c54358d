/**
 * A value at a place between known ones: the mean of their logarithms, weighted by how near they lie (Shepard). At a known place nearly its
 * own value, far from all of them their mean. Pure.
 */

export interface Known {
  /** Coordinates in natural logarithms: a factor e is one apart. */
  readonly at: readonly number[];
  /** Above 0. */
  readonly value: number;
}

/** A known value this near counts no more than one that is nearer: values are noisy. */
const NEAR = 0.15;

/** Null where nothing is known. */
export function valueAt(at: readonly number[], known: readonly Known[]): number | null {
  let [sum, weights] = [0, 0];
  for (const one of known) {
    const weight = (NEAR * NEAR + squaredDistance(at, one.at)) ** -2;
    sum += weight * Math.log(one.value);
    weights += weight;
  }
  return weights === 0 ? null : Math.exp(sum / weights);
}

const squaredDistance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, i) => sum + (one - (b[i] ?? 0)) ** 2, 0);

/** A value at a level of what it is known by, such as a number of sequences. */
export interface AtLevel {
  readonly level: number;
  readonly value: number;
}

/** The nearest levels at and below, and at and above; both the same where `level` is known, or lies beyond all. Null of none. */
export function around(
  level: number,
  known: readonly AtLevel[],
): { readonly below: AtLevel; readonly above: AtLevel } | null {
  const sorted = known.toSorted((a, b) => a.level - b.level);
  const below = sorted.findLast((one) => one.level <= level) ?? sorted[0];
  const above = sorted.find((one) => one.level >= level) ?? sorted.at(-1);
  return below === undefined || above === undefined ? null : { below, above };
}

/** How far `at` lies outside of what is known, in the coordinate in which it lies farthest outside; 0 within. */
export function outside(at: readonly number[], known: readonly Pick<Known, 'at'>[]): number {
  return Math.max(
    0,
    ...at.map((one, i) => {
      const all = known.map((each) => each.at[i] ?? 0);
      return Math.max(Math.min(...all) - one, one - Math.max(...all));
    }),
  );
}

/**
 * A guess at a function from what was seen of it: Gaussian-process regression, one observation after another. Not for more than a few
 * hundred of them: each costs time by their number squared.
 */

export interface Guess {
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
}

/** The assumed spread counts as so many observations against the spread that was seen. */
const BELIEF = 8;

export class GaussianProcess<X> {
  private readonly points: X[] = [];
  /** Rows of the Cholesky factor of the covariance of `points`. */
  private readonly factor: Float64Array[] = [];
  /** How far each observation was from what the ones before it said, in the deviations that they said. */
  private readonly surprises: number[] = [];
  private surprise = 0;

  /** @param covariance symmetric and positive; the function is zero on average */
  constructor(private readonly covariance: (a: X, b: X) => number) {}

  get size(): number {
    return this.points.length;
  }

  /** @param noise standard deviation of `y` about the function; above zero */
  add(x: X, y: number, noise: number): void {
    const row = this.rowOf(x);
    const own = Math.sqrt(Math.max(noise ** 2, this.covariance(x, x) + noise ** 2 - dot(row, row)));
    const surprise = (y - dot(row, this.surprises)) / own;
    this.points.push(x);
    this.factor.push(Float64Array.of(...row, own));
    this.surprises.push(surprise);
    this.surprise += surprise ** 2;
  }

  /** Wider where what was seen came as a surprise, narrower where it did not. */
  at(x: X): Guess {
    const row = this.rowOf(x);
    const spread = Math.sqrt((BELIEF + this.surprise) / (BELIEF + this.size));
    const deviation = spread * Math.sqrt(Math.max(0, this.covariance(x, x) - dot(row, row)));
    return { mean: dot(row, this.surprises), deviation };
  }

  private rowOf(x: X): Float64Array {
    const row = new Float64Array(this.size);
    for (const [i, point] of this.points.entries()) {
      const factor = this.factor[i] ?? row;
      let rest = this.covariance(x, point);
      for (let j = 0; j < i; j++) rest -= (factor[j] ?? 0) * (row[j] ?? 0);
      row[i] = rest / (factor[i] ?? 1);
    }
    return row;
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

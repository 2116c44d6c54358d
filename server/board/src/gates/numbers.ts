/** The few sums that gates make of samples beside src/statistics: how wide they are, and how unlikely what was counted in them is. */

/** Of at least two. */
export function deviation(samples: readonly number[]): number {
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  return Math.sqrt(samples.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (samples.length - 1));
}

export function middleOf(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/**
 * Where chi-square of so many degrees of freedom lies, as a standard normal: Wilson and Hilferty (Proceedings of the National Academy of
 * Sciences 17, 1931). Of small sums of few degrees it errs to the side of the middle.
 */
export function normalOfChiSquare(sum: number, freedom: number): number {
  const error = 2 / (9 * freedom);
  return (Math.cbrt(sum / freedom) - (1 - error)) / Math.sqrt(error);
}

/** The chance of at least `met` of `tries`, each of the chance `p`. */
export function binomialTail(met: number, tries: number, p: number): number {
  let tail = 0;
  let logChoose = 0;
  for (let k = 0; k <= tries; k++) {
    if (k > 0) logChoose += Math.log((tries - k + 1) / k);
    if (k >= met) tail += Math.exp(logChoose + k * Math.log(p) + (tries - k) * Math.log1p(-p));
  }
  return Math.min(1, tail);
}

/** Which samples lie far from the others. They are flagged, never dropped. */
import { mean, median } from 'simple-statistics';

/** |x − median| / MAD beyond this is an outlier: ten standard deviations of a normal distribution (10 / Φ⁻¹(3/4); hyperfine's rule). */
const MOST_DEVIATIONS = 14.826;
/** Of a normal distribution: standard deviation over median, and over mean, absolute deviation. */
const SIGMA_PER_MEDIAN_DEVIATION = 1.4826;
const SIGMA_PER_MEAN_DEVIATION = 1.253314;
/** Of two samples either is as far from the middle as the other. */
const FEWEST = 3;

/**
 * Positions of the outliers among `samples`. Where more than half are equal, as a coarse clock makes them, their MAD is 0 and the
 * mean absolute deviation stands in (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993, 3.3): a single other
 * sample among n then is an outlier from n = 13 on.
 */
export function outliers(samples: readonly number[]): number[] {
  if (samples.length < FEWEST) return [];
  const middle = median([...samples]);
  const deviations = samples.map((sample) => Math.abs(sample - middle));
  const sigma = median(deviations) * SIGMA_PER_MEDIAN_DEVIATION || mean(deviations) * SIGMA_PER_MEAN_DEVIATION;
  const most = (MOST_DEVIATIONS / SIGMA_PER_MEDIAN_DEVIATION) * sigma;
  return deviations.flatMap((deviation, i) => (deviation > most ? [i] : []));
}

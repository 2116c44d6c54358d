/** Repetitions far from the others of their test, in words. Which they are: statistics/outliers.ts. */
import { median } from 'simple-statistics';

/** `Repetition 3 of 10`. */
export const whichOutliers = (samples: readonly number[], far: readonly number[]): string =>
  `Repetition ${far.map((position) => position + 1).join(', ')} of ${samples.length}`;

/** Which repetition lies apart says something of why. */
export function outlierCause(samples: readonly number[], far: readonly number[]): string {
  const slower = far.every((position) => (samples[position] ?? 0) < median([...samples]));
  if (!slower)
    return 'A change of the clock speed or a coarse clock is likely: plug in the power supply, switch power saving off and run again.';
  return far.length === 1 && far[0] === 0
    ? 'As the first that counted, it may still have been warming up.'
    : 'Another program, or the browser itself, has probably used the GPU or the processor meanwhile: close other programs and run again.';
}

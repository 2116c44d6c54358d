/**
 * The one way from samples to a figure: whatever prints a median prints these bounds. What ran interleaved is made together,
 * since what the device did meanwhile shows in all of it.
 */
import { CORRELATION_METHOD, widenedByCorrelation } from './correlation';
import { METHOD, summarise, type Spread } from './spread';
import { TREND_METHOD, widenedByTrend } from './trend';

/** How the bounds of the speeds and times of a run are found, for results to say. */
export const FIGURE_METHOD = `${METHOD}, ${TREND_METHOD} and ${CORRELATION_METHOD}`;

/**
 * Medians of tests that ran interleaved, with intervals that also hold where the run ended and allow for samples that resemble
 * their neighbours: the wider of the two.
 * @param series samples of each, in run order
 * @throws RangeError where one has no samples
 */
export function figuresOf(series: readonly (readonly number[])[]): readonly Spread[] {
  const plain = series.map(summarise);
  const byTrend = widenedByTrend(plain);
  return widenedByCorrelation(plain).map((figure, i) => ({
    ...figure,
    low: Math.min(figure.low, byTrend[i]?.low ?? figure.low),
    high: Math.max(figure.high, byTrend[i]?.high ?? figure.high),
  }));
}

/**
 * A median of samples taken one after the other, alone: a roof, a window of a long decode, the ratios of rounds. Of its middle:
 * no trend is looked for.
 * @throws RangeError without samples
 */
export function figureOf(samples: readonly number[]): Spread {
  const plain = summarise(samples);
  return widenedByCorrelation([plain])[0] ?? plain;
}

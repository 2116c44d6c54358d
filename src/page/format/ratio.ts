/** How one format compares with another, in words a person can check. */
import { showInterval, type Interval } from '../../report/digits';
import { isTie } from '../../statistics/ratio';
import { WORDS } from './catalogue/words';

/** What a ratio above 1 and one below 1 are called: `faster` and `slower`. */
export interface RatioWords {
  readonly above: string;
  readonly below: string;
}

export interface RatioText {
  /** `2.9× faster`, or `no clear difference` where the interval contains 1. */
  readonly value: string;
  /** `2.8–3.1×`, empty where the interval has no width. */
  readonly range: string;
}

/** A ratio the way round that is above 1. */
export function formatRatio(ratio: Interval, words: RatioWords): RatioText {
  const exact = ratio.low === ratio.high;
  if (exact && ratio.median === 1) return { value: WORDS.same, range: '' };
  const inverted = ratio.median < 1;
  const shown = inverted ? { median: 1 / ratio.median, low: 1 / ratio.high, high: 1 / ratio.low } : ratio;
  const { median, low, high } = showInterval(shown);
  const range = exact || low === high ? '' : `${low}–${high}×`;
  if (isTie(ratio)) return { value: WORDS.noDifference, range };
  return { value: `${median}× ${inverted ? words.below : words.above}`, range };
}

/** What a long decode says: the rate of each sample, the first minute against the last. Words for page, Markdown and terminal. */
import { ENGINE } from '../foundation/build';
import { ratio } from '../statistics/ratio';
import { figureOf } from '../statistics/figure';
import type { Sustained as Measured } from '../benchmark/sustained-samples';
import { testName } from '../benchmark/workload';
import { showFigure, showInterval, type Interval } from './digits';
import { showSeconds } from './quantity';
import type { Figure, Sustained } from './schema';

/** Of a decode shorter than three of them, its first and last third are compared. */
const WINDOW_SECONDS = 60;

interface Sample {
  readonly at: number;
  readonly seconds: number;
  readonly tokens: number;
  readonly guard: string | null;
}

/** Tokens per second. */
export const rateOf = ({ tokens, seconds }: Pick<Sample, 'tokens' | 'seconds'>): number => tokens / seconds;

const counts = ({ guard, seconds }: Sample): boolean => guard === null && seconds > 0;

export function sustainedOf({ workloadId, format, test, seconds, samples }: Measured): Sustained {
  const end = Math.max(0, ...samples.map((sample) => sample.at + sample.seconds));
  const window = Math.min(WINDOW_SECONDS, end / 3);
  const first = figureIn(samples.filter(({ at, seconds: taken }) => at + taken / 2 <= window));
  const last = figureIn(samples.filter(({ at, seconds: taken }) => at + taken / 2 >= end - window));
  return {
    workloadId,
    test: testName(test),
    engine: ENGINE,
    format,
    seconds,
    samples: samples.map((sample) => ({ ...sample })),
    first,
    last,
    ratio: first === null || last === null ? null : { ...ratio(last, first) },
  };
}

function figureIn(samples: readonly Sample[]): Figure | null {
  const rates = samples.filter(counts).map(rateOf);
  if (rates.length === 0) return null;
  const spread = figureOf(rates);
  return { ...spread, samples: [...spread.samples] };
}

/** Slower by more than this, with the whole interval, is throttling. */
const THROTTLED = 0.95;

/** Null where nothing can be said. */
export const throttles = ({ ratio: interval }: Sustained): boolean | null =>
  interval === null ? null : interval.high < THROTTLED;

export interface SustainedRow {
  readonly name: string;
  readonly value: string;
  readonly range: string;
}

/** First and last minute with their ratio; none without samples. */
export function sustainedRows(sustained: Sustained): readonly SustainedRow[] {
  const { first, last, ratio: quotient } = sustained;
  const end = lasted(sustained);
  const window = end >= 3 * WINDOW_SECONDS ? 'minute' : 'third';
  const row = (name: string, interval: Interval, unit: string): SustainedRow => {
    const { low, high } = showInterval(interval);
    return { name, value: `${showFigure(interval)}${unit}`, range: low === high ? '' : `${low} to ${high}` };
  };
  return [
    ...(first === null ? [] : [row(`first ${window}`, first, ' tokens/s')]),
    ...(last === null ? [] : [row(`last ${window}`, last, ' tokens/s')]),
    ...(quotient === null ? [] : [row('last : first', quotient, '')]),
  ];
}

/** Seconds from the first sample's begin to the last one's end. */
const lasted = ({ samples }: Sustained): number => Math.max(0, ...samples.map(({ at, seconds }) => at + seconds));

function verdict({ ratio: quotient }: Sustained): string {
  if (quotient === null) return 'too few samples count to say more';
  if (quotient.high < THROTTLED) return 'it throttles';
  if (quotient.low >= THROTTLED) return 'it keeps its speed within 5 %';
  return 'the samples spread too much to say whether it throttles';
}

/** `tg64 at INT4 for 5 min 0 s: 171 tokens/s in the first minute, 168 in the last.` */
export function sustainedSentence(sustained: Sustained): string {
  const { test, format, first, last, samples } = sustained;
  const what = `${test} at ${format.toUpperCase()} for ${showSeconds(lasted(sustained))}`;
  if (first === null || last === null) return `${what}: no sample counts.`;
  const voided = samples.length - samples.filter(counts).length;
  const without = voided === 0 ? '' : ` ${voided} of ${samples.length} samples do not count.`;
  return `${what}: ${showFigure(first)} tokens/s at first, ${showFigure(last)} at the end: ${verdict(sustained)}.${without}`;
}

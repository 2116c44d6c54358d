/** The figures of a run, made from its raw samples by the project's own statistics: what the document says of them is not looked at. */
import { withIntervals } from '../../../../src/report/statistics';
import { figureOf } from '../../../../src/statistics/figure';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { isTrustedSpeed } from '../../../../src/report/standing';
import { ownEntries, rankedIds, ratesOf } from './entries';

export interface RunFigure {
  readonly workloadId: string;
  readonly test: string;
  readonly format: ResultEntry['format'];
  readonly metric: 'tokensPerSecond' | 'ttftSeconds';
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** In run order. */
  readonly samples: readonly number[];
  /** Of a workload that the suite ranks. */
  readonly isRanked: boolean;
}

/** Ours, as far as they were measured to their end, with figures of their samples. */
export const measuredEntries = (result: Result): readonly ResultEntry[] =>
  withIntervals(ownEntries(result).filter(isTrustedSpeed).map(fromSamples));

export function figuresOfRun(result: Result): readonly RunFigure[] {
  return measuredEntries(result).flatMap((entry) =>
    (['tokensPerSecond', 'ttftSeconds'] as const).flatMap((metric): readonly RunFigure[] => {
      const figure = entry[metric];
      if (figure === null) return [];
      const { workloadId, test, format } = entry;
      const { median, low, high, samples } = figure;
      const isRanked = rankedIds().has(workloadId);
      return [{ workloadId, test, format, metric, median, low, high, n: samples.length, samples, isRanked }];
    }),
  );
}

const fromSamples = (entry: ResultEntry): ResultEntry => ({
  ...entry,
  tokensPerSecond: figure(ratesOf(entry)),
  // What was committed to, and not what stands beside it: a prompt's seconds end when its first token is known.
  ttftSeconds: entry.ttftSeconds === null ? null : figure(secondsPerPass(entry)),
});

const secondsPerPass = ({ durations }: ResultEntry): readonly number[] =>
  durations.map(({ seconds, passes = 1 }) => seconds / passes);

function figure(samples: readonly number[]): ResultEntry['tokensPerSecond'] {
  const { median, low, high } = figureOf(samples);
  return { median, low, high, samples: [...samples] };
}

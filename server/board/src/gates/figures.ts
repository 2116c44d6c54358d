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

export function figuresOfRun(result: Result): readonly RunFigure[] {
  const measured = ownEntries(result).filter(isTrustedSpeed).map(fromSamples);
  return withIntervals(measured).flatMap((entry) =>
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
  ttftSeconds: entry.ttftSeconds === null ? null : figure(entry.ttftSeconds.samples),
});

function figure(samples: readonly number[]): ResultEntry['tokensPerSecond'] {
  const { median, low, high } = figureOf(samples);
  return { median, low, high, samples: [...samples] };
}

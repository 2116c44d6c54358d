/**
 * The figures of a run, made by the project's own statistics of what it committed to, the seconds and passes of its repetitions: what the
 * document says of speeds, times to the first token and medians is not looked at.
 */
import { plainName } from '../../../../src/report/outside-text';
import { withIntervals } from '../../../../src/report/statistics';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { isTrustedSpeed } from '../../../../src/report/standing';
import { SHAPE_LETTERS } from '../contract/answers';
import { ownEntries, passSeconds, rankedIds, ratesOf } from './entries';
import { ofEach } from '../../../../src/foundation/of-each';

export interface RunFigure {
  readonly workloadId: string;
  readonly shape: string;
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

/** Ours, as far as they were measured to their end and often enough, with figures of their durations. */
export const measuredEntries = ofEach((result: Result): readonly ResultEntry[] =>
  withIntervals(ownEntries(result).map(fromDurations).filter(isTrustedSpeed)),
);

export function figuresOfRun(result: Result, ranked = rankedIds()): readonly RunFigure[] {
  return measuredEntries(result).flatMap((entry) =>
    (['tokensPerSecond', 'ttftSeconds'] as const).flatMap((metric): readonly RunFigure[] => {
      const figure = entry[metric];
      if (figure === null) return [];
      const { workloadId, test, format } = entry;
      const shape = plainName(entry.model.name, SHAPE_LETTERS);
      const { median, low, high, samples } = figure;
      const isRanked = ranked.has(workloadId);
      return [{ workloadId, shape, test, format, metric, median, low, high, n: samples.length, samples, isRanked }];
    }),
  );
}

/** The first token comes at the end of a pass over the prompts. */
const fromDurations = (entry: ResultEntry): ResultEntry => ({
  ...entry,
  // None is made of what was not believed where it was measured.
  tokensPerSecond: entry.tokensPerSecond === null ? null : figure(ratesOf(entry)),
  ttftSeconds: entry.phase === 'prefill' ? figure(passSeconds(entry)) : null,
});

/** Median and interval are made of all together (withIntervals). */
const figure = (samples: readonly number[]): ResultEntry['tokensPerSecond'] =>
  samples.length === 0 ? null : { median: NaN, low: NaN, high: NaN, samples: [...samples] };

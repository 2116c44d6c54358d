/**
 * Several results of the same workloads on one adapter: what changes between runs, beside what one run's interval knows.
 * Not a comparison of two machines (comparison.ts). The statistics are statistics/pooling.
 */
import type { ModelFormat } from '../kernels/format';
import { poolRuns, widened, type Pooled } from '../statistics/pooling';
import type { Interval } from '../statistics/interval';
import { showFigure } from './digits';
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import { markdownTable } from './table';

export interface WorkloadRuns {
  readonly workloadId: string;
  readonly format: ModelFormat;
  readonly test: string;
  /** Tokens/s of each run, in the order of the results. */
  readonly runs: readonly Interval[];
  /** Of all runs together. */
  readonly pooled: Pooled;
  /** The last run's figure; its interval is widened where runs differ by more than it knows of. */
  readonly latest: Interval;
}

/** The workloads that at least two of the results measured to their end; order of the first result that has them. */
export function acrossRuns(results: readonly Result[]): WorkloadRuns[] {
  const groups = new Map<string, { format: ModelFormat; test: string; runs: Interval[] }>();
  for (const { workloadId, format, test, status, tokensPerSecond } of results.flatMap((result) => result.results)) {
    if (status !== 'complete' || tokensPerSecond === null) continue;
    const group = groups.get(workloadId) ?? { format, test, runs: [] };
    group.runs.push(tokensPerSecond);
    groups.set(workloadId, group);
  }
  return [...groups].flatMap(([workloadId, group]) => {
    const latest = group.runs.at(-1);
    if (latest === undefined || group.runs.length < 2) return [];
    const pooled = poolRuns(group.runs);
    return [{ workloadId, ...group, pooled, latest: differ(pooled) ? widened(latest, pooled) : latest }];
  });
}

/** Runs differ by more than the interval from within one explains. */
const differ = ({ between, within }: Pooled): boolean => between > within;

/** One row a workload; empty where no two results share one. */
export function runsMarkdown(results: readonly Result[]): string {
  const all = acrossRuns(results);
  if (all.length === 0) return '';
  const rows = all.map(({ format, test, pooled, latest, workloadId }) => [
    format.toUpperCase(),
    inMarkdown(test),
    String(pooled.runs),
    showFigure(pooled),
    percent(pooled.within),
    percent(pooled.between),
    `${showFigure(latest)}${differ(pooled) ? ', widened' : ''}`,
    `\`${workloadId.slice(0, 12)}\``,
  ]);
  const titles = ['format', 'test', 'runs', 'all runs t/s', 'within a run', 'between runs', 'last run t/s', 'workload'];
  return [
    '## What changes between runs',
    'All runs: random effects on logarithms (DerSimonian and Laird, with the t interval of Hartung and Knapp). Within: one standard error of a run’s median; between: the standard deviation of runs beyond that. Where between exceeds within, the last run’s interval is widened by it.',
    markdownTable(
      titles.map((title, column) => ({ title, align: column > 1 && column < 7 ? 'right' : 'left' })),
      rows,
    ),
  ].join('\n\n');
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

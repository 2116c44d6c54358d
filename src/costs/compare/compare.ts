/** The whole comparison: figures, rankings, flips, gaps, and what others published. Plain data; see table.ts for its words. */
import type { Catalogue } from '../../hardware/catalogue';
import type { Constants } from '../../energy/constants';
import { servedFigures, publishedRows, type PublishedRow } from './published';
import type { Figure, Gap } from './figure';
import { machineFigures, type Comparison } from './machines';
import { flips, rankings, type Flip, type Ranking } from './ranking';

export interface MetricComparison {
  readonly figures: readonly Figure[];
  readonly rankings: readonly Ranking[];
  readonly flips: readonly Flip[];
  /** What is not known, and what to give. */
  readonly gaps: readonly Gap[];
  readonly published: readonly PublishedRow[];
}

export function compareMetrics(comparison: Comparison, catalogue: Catalogue, constants: Constants): MetricComparison {
  const { figures, gaps } = machineFigures(comparison, catalogue);
  const all = [...figures, ...servedFigures(constants, comparison.hourlyBasis)];
  const ranked = rankings(all);
  return { figures: all, rankings: ranked, flips: flips(ranked), gaps, published: publishedRows(constants) };
}

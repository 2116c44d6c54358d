/** The whole comparison: figures, rankings, flips, gaps, and what others published. Plain data; see table.ts for its words. */
import type { Tables } from '../../energy/tables';
import type { Decode, Machine } from '../machine';
import { servedFigures, publishedRows, type PublishedRow } from './published';
import type { Figure, Gap } from './figure';
import { machineFigures, type References } from './machines';
import { flips, rankings, type Flip, type Ranking } from './ranking';

export interface MetricComparison {
  readonly figures: readonly Figure[];
  readonly rankings: readonly Ranking[];
  readonly flips: readonly Flip[];
  /** What is not known, and what to give. */
  readonly gaps: readonly Gap[];
  readonly published: readonly PublishedRow[];
}

/** @throws TokamarkError `option` that names the price at fault. */
export function compareMetrics(
  machine: Machine,
  decode: Decode,
  references: References,
  { catalogue, constants }: Tables,
): MetricComparison {
  const { figures, gaps } = machineFigures(machine, decode, references, catalogue);
  const all = [...figures, ...servedFigures(constants, references.hourlyBasis)];
  const ranked = rankings(all);
  return { figures: all, rankings: ranked, flips: flips(ranked), gaps, published: publishedRows(constants) };
}

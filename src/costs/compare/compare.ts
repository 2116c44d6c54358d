/** The whole comparison: figures, rankings, flips, gaps, and what others published. Plain data; see table.ts for its words. */
import type { Tables } from '../../energy/tables';
import type { Decode, Machine } from '../machine';
import { servedFigures, publishedRows } from './published';
import { machineFigures, type References } from './machines';
import { flips, rankings } from './ranking';

export type MetricComparison = ReturnType<typeof compareMetrics>;

/** @throws TokamarkError `option` that names the price at fault. */
export function compareMetrics(
  machine: Machine,
  decode: Decode,
  references: References,
  { catalogue, constants }: Tables,
) {
  const { figures, gaps } = machineFigures(machine, decode, references, catalogue);
  const all = [...figures, ...servedFigures(constants, references.hourlyBasis)];
  const ranked = rankings(all);
  return {
    ...{ figures: all, rankings: ranked, flips: flips(ranked) },
    /** What is not known, and what to give. */
    gaps,
    published: publishedRows(constants),
  };
}

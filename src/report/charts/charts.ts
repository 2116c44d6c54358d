/** The pictures of a result, in the order in which a person wants them. */
import type { Result } from '../schema';
import type { Chart } from './chart';
import { bitsChart } from './bits';
import { headlineChart } from './headline';
import { latencyChart } from './latency';
import { lineChart } from './line';
import { rooflineChart } from './roofline';
import { sustainedChart } from './sustained';
import { tokenTimeChart } from './token-time';

const BUILDERS: readonly ((result: Result) => Chart | null)[] = [
  headlineChart,
  tokenTimeChart,
  lineChart,
  rooflineChart,
  latencyChart,
  sustainedChart,
  bitsChart,
];

/** Those for which the result has something to show. */
export const chartsOf = (result: Result): readonly Chart[] => BUILDERS.flatMap((build) => build(result) ?? []);

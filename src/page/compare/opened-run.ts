/** One kept run with its figures: what it is, its picture, its tests and what was said of it. No elements. */
import { headlineChart } from '../../report/charts/headline';
import type { Chart } from '../../report/charts/chart';
import { identityOf, settingsOf } from '../../report/compare/identity';
import { failureText } from '../../report/parts/failure';
import { phaseSheet } from '../../report/phases';
import type { Result } from '../../report/schema';
import type { Sheet } from '../../report/table';
import { timedSheet } from '../view/timed-runs';

export interface OpenedRun {
  readonly label: string;
  /** Why it ended early; empty where it did not. */
  readonly failure: string;
  readonly chart: Chart | null;
  readonly tests: Sheet;
  readonly timed: Sheet;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly warnings: readonly string[];
}

export function openedRun(result: Result, label: string): OpenedRun {
  const chart = headlineChart(result);
  return {
    label,
    failure: failureText(result),
    // The room of details may show the same picture of another run.
    chart: chart === null ? null : { ...chart, id: 'opened' },
    tests: phaseSheet(result.results),
    timed: timedSheet(result.results),
    facts: [...identityOf(result), ...settingsOf(result)],
    warnings: [...new Set([...result.warnings, ...result.results.flatMap((entry) => entry.warnings)].map(textOf))],
  };
}

const textOf = ({ message }: Result['warnings'][number]): string => message;

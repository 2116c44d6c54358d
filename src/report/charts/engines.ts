/** Engines beside each other on one GPU: how fast each writes, and how long each takes to its first token. Bars from 0 with their intervals. */
import { isOurs } from '../../benchmark/whose';
import { showDuration, showFigure, type Interval } from '../digits';
import { isEnough } from '../enough';
import {
  engineFailures,
  engineFindings,
  engineRows,
  engineSheet,
  failureSentence,
  type EngineRow,
} from '../engine-rows';
import { oneLine } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import type { Chart, RowsPanel } from './chart';
import { axisFromZero, inkOf, ofResult } from './source';

/** Null where no other engine took part, or nothing has a speed. */
export function enginesChart(result: Result): Chart | null {
  const rows = engineRows(result);
  const measured = rows.find(({ decode }) => decode?.tokensPerSecond)?.decode ?? null;
  if (measured === null) return null;
  return engineChartOf(result, rows, measured);
}

function engineChartOf(result: Result, rows: readonly EngineRow[], { model, test }: ResultEntry): Chart {
  const findings = engineFindings(rows);
  const read = rows.find(({ prefill }) => prefill?.ttftSeconds)?.prefill ?? null;
  return {
    id: 'engines',
    title: `Engines on this ${result.adapter.software ? 'adapter' : 'GPU'}: ${oneLine(model.name)}`,
    says: `${findings.at(-1) ?? 'What each engine does with the same prompt'}; ${whiskers(rows)}.`,
    notes: [...findings.slice(0, -1).map((text) => `${text}.`), ...engineFailures(rows).map(failureSentence)],
    ...ofResult(result),
    stacked: true,
    panels: [
      panelOf(rows, { title: `Writing (${test})`, axis: 'tokens per second', of: speedOf, show: showFigure }),
      ...(read === null
        ? []
        : [
            panelOf(rows, {
              title: `Time to first token (${read.test})`,
              axis: 'seconds',
              of: firstOf,
              show: showDuration,
            }),
          ]),
    ],
    legend: [
      ...rows.filter(isOurs).map((row) => ({ ink: inkOf(row), text: row.name })),
      { ink: 'other-engine', text: 'another engine' },
    ],
    table: engineSheet(rows),
  };
}

const speedOf = ({ decode }: EngineRow): Interval | null => decode?.tokensPerSecond ?? null;
const firstOf = ({ prefill }: EngineRow): Interval | null => prefill?.ttftSeconds ?? null;

interface Measure {
  readonly title: string;
  readonly axis: string;
  readonly of: (row: EngineRow) => Interval | null;
  readonly show: (interval: Interval) => string;
}

const panelOf = (rows: readonly EngineRow[], { title, axis, of, show }: Measure): RowsPanel => ({
  kind: 'rows',
  title,
  x: axisFromZero(
    axis,
    rows.flatMap((row) => of(row)?.high ?? []),
  ),
  rows: rows.map((row) => {
    const interval = of(row);
    if (interval === null) {
      const value = row.error === null ? 'not measured' : 'failed';
      return { name: row.name, value, segments: [], interval: null };
    }
    const { low, high, median } = interval;
    const explains = `${row.name}, ${title}: ${show(interval)}.`;
    return {
      ...{ name: row.name, value: show(interval), interval: { low, high } },
      segments: [{ ink: inkOf(row), from: 0, to: median, explains }],
    };
  }),
});

/** Fewer repetitions than bound a median say less. */
function whiskers(rows: readonly EngineRow[]): string {
  const figures = rows.flatMap(({ decode }) => decode?.tokensPerSecond ?? []);
  if (figures.every(isEnough)) return 'whiskers are 95 % intervals';
  return `whiskers reach over ${Math.min(...figures.map(({ samples }) => samples.length))} repetitions, too few for 95 %`;
}

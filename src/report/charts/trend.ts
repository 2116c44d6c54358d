/** The speed of one machine in one format over time: a dot a run with its interval, by browser, and what changed between runs. */
import { basisOf } from '../between-runs';
import { showFigure, showInterval } from '../digits';
import { oneLine } from '../outside-text';
import { trendSentence, type Trend, type TrendPoint, type TrendSeries } from '../compare/trend';
import { left, right, sheetOf } from '../table';
import type { Axis, Chart, Dot, Panel } from './chart';
import { extentOf, inkOf } from './source';

/** More would be no picture: the table has all. */
const MOST_PANELS = 4;

/** @param machine whose runs they are */
export function trendChart(trend: Trend, machine: string): Chart {
  const { series, entry } = trend;
  const name = trend.format.toUpperCase();
  const shown = series.slice(0, MOST_PANELS);
  return {
    id: 'trend',
    title: `${name} writing over time`,
    says: trendSentence(trend),
    source: [machine, entry.model.name, series.map((one) => one.name).join(', ')].map(oneLine).join(' · '),
    software: series.some(({ software }) => software),
    panels: shown.map((one) => panelOf(one, trend)),
    legend: [],
    table: sheetOf<TrendPoint>(
      [
        left('when', ({ at }) => whenOf(at)),
        left('measured by', ({ environment }) => environment),
        right('tokens/s', ({ interval }) => showFigure(interval)),
        left('interval', ({ runs }) => basisOf(runs)),
        left('new since the run before', ({ changed }) => changed || '-'),
      ],
      series.flatMap(({ points }) => points).toSorted((a, b) => b.at - a.at),
    ),
  };
}

const whenOf = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

function panelOf({ name, points }: TrendSeries, { entry, series }: Trend): Panel {
  const ink = inkOf(entry);
  return {
    kind: 'plane',
    title: series.length === 1 ? '' : oneLine(name),
    x: timeAxis(points),
    y: speedAxis(points),
    marks: [
      { kind: 'curve', ink, points: points.map(({ at, interval }) => [at, interval.median]), dashed: false },
      ...points.map((point, i): Dot => ({
        ...{ kind: 'dot', ink, at: [point.at, point.interval.median], hollow: !point.whole },
        interval: { low: point.interval.low, high: point.interval.high },
        label: labelOf(point, i, points.length),
        weight: i === points.length - 1 ? 3 : i === 0 ? 2 : 1,
        explains: `${whenOf(point.at)}: ${showFigure(point.interval)} tokens per second, ${point.environment}.`,
      })),
    ],
  };
}

/** The last with its speed, and each before which something changed. */
function labelOf({ interval, changed }: TrendPoint, i: number, count: number): string {
  if (i === count - 1) return [showInterval(interval).median, ...(changed === '' ? [] : [changed])].join(', ');
  return i === 0 ? showInterval(interval).median : oneLine(changed);
}

const MINUTE = 60_000;

function timeAxis(points: readonly TrendPoint[]): Axis {
  const [from, to] = extentOf(points.map(({ at }) => at)) ?? [0, MINUTE];
  const beyond = Math.max(MINUTE, 0.05 * (to - from));
  const day = (at: number): string => new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium' });
  const title = day(from) === day(to) ? `time on ${day(to)}` : `${day(from)} to ${day(to)}`;
  return { scale: 'time', title, from: from - beyond, to: to + beyond };
}

/** At least so wide, as a share of what it is around, that noise does not look like a change. */
const LEAST_SPAN = 0.3;

function speedAxis(points: readonly TrendPoint[]): Axis {
  const [low, high] = extentOf(points.flatMap(({ interval }) => [interval.low, interval.high])) ?? [0, 1];
  const middle = (low + high) / 2;
  const half = Math.max(0.58 * (high - low), (LEAST_SPAN / 2) * middle);
  return { scale: 'linear', title: 'tokens per second', from: Math.max(0, middle - half), to: middle + half };
}

/** One GPU's runs put apart: a bar for each browser, system or version, or a dot for each month, with what may be said of their differences. */
import type { BoardSlice, Slices } from '../../../server/board/src/contract/reads/gpus';
import type { Axis, Chart, Dot, Ink, Panel } from '../../report/charts/chart';
import { axisFromZero, extentOf } from '../../report/charts/source';
import { showFigure, showInterval } from '../../report/digits';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { left, right, sheetOf, type Sheet } from '../../report/table';
import { isTie } from '../../statistics/ratio';
import { WORDS } from './catalogue/words';
import { intervalOf } from './cohort-rows';
import { nameOf, powerName, unitOf, workloadName } from './names';

const words = WORDS.gpu;

/** `INT4 writing by browser`, also where there is nothing to draw. */
export function slicesTitle({ workload, by }: Pick<Slices, 'workload' | 'by'>): string {
  const what = workloadName(workload);
  return by === 'month' ? words.chart.month(what) : words.chart.other(what, words.slicings[by]);
}

/** Null where there is nothing to draw. */
export function slicesChart(answer: Slices): Chart | null {
  const { gpu, by, slices, suite } = answer;
  if (slices.length === 0) return null;
  return {
    id: `board-${by}`,
    title: slicesTitle(answer),
    says: finding(slices, by),
    source: [nameOf(gpu.name), WORDS.energy.source(nameOf(suite.id))].join(' · '),
    software: false,
    panels: [by === 'month' ? monthsPanel(answer) : barsPanel(answer)],
    legend: [],
    table: slicesSheet(answer),
  };
}

const labelOf = ({ label }: BoardSlice, by: Slices['by']): string =>
  by === 'power' ? powerName(label) : nameOf(label, 40);

const inkOf = (format: string): Ink => MODEL_FORMATS.find((one) => one === format) ?? 'other-device';

function barsPanel({ slices, by, workload, measure }: Slices): Panel {
  const ink = inkOf(workload.format);
  return {
    kind: 'rows',
    title: '',
    x: axisFromZero(
      unitOf(measure.metric),
      slices.map(({ median, bounds }) => bounds?.high ?? median),
    ),
    rows: slices.map((slice) => {
      const { median, bounds, n } = slice;
      const value = `${showFigure(intervalOf(median, bounds))} · ${WORDS.ranking.devices(n)}`;
      const name = labelOf(slice, by);
      return {
        ...{ name, value, interval: bounds },
        segments: [{ ink, from: 0, to: median, explains: `${name}: ${value}` }],
      };
    }),
  };
}

/** The middle of a month by UTC, as in 2026-11. */
const middleOf = (month: string): number => Date.parse(`${month}-15T00:00:00Z`);

function monthsPanel({ slices, workload, measure }: Slices): Panel {
  const ink = inkOf(workload.format);
  const known = slices.filter(({ label }) => Number.isFinite(middleOf(label)));
  const times = known.map(({ label }) => middleOf(label));
  return {
    kind: 'plane',
    title: '',
    x: timeAxis(times, known),
    y: axisFromZero(
      unitOf(measure.metric),
      known.map(({ median, bounds }) => bounds?.high ?? median),
    ),
    marks: [
      { kind: 'curve', ink, points: known.map(({ label, median }) => [middleOf(label), median]), dashed: false },
      ...known.map((slice, i): Dot => ({
        ...{ kind: 'dot', ink, at: [middleOf(slice.label), slice.median], interval: slice.bounds, hollow: false },
        label: showInterval(intervalOf(slice.median, slice.bounds)).median,
        weight: i === known.length - 1 ? 2 : 1,
        explains: `${nameOf(slice.label)}: ${showFigure(intervalOf(slice.median, slice.bounds))} · ${WORDS.ranking.devices(slice.n)}`,
      })),
    ],
  };
}

const HALF_A_MONTH = 15 * 86_400_000;

function timeAxis(times: readonly number[], known: readonly BoardSlice[]): Axis {
  const [first, last] = [known.at(0)?.label ?? '', known.at(-1)?.label ?? ''];
  const [from, to] = extentOf(times) ?? [0, 0];
  return {
    scale: 'time',
    title: first === last ? nameOf(first) : WORDS.ranking.to(nameOf(first), nameOf(last)),
    from: from - HALF_A_MONTH,
    to: to + HALF_A_MONTH,
  };
}

const slicesSheet = ({ slices, by, measure }: Slices): Sheet =>
  sheetOf<BoardSlice>(
    [
      left(words.slicings[by], (slice) => labelOf(slice, by)),
      right(unitOf(measure.metric), ({ median, bounds }) => showFigure(intervalOf(median, bounds))),
      right(words.slicesColumns.devices, ({ n }) => String(n)),
      right(words.slicesColumns.runs, ({ runs }) => String(runs)),
      left(words.slicesColumns.times, (slice) => comparisonOf(slice, by)),
    ],
    slices,
  );

/** Of the same devices where they are enough: what differs between devices cancels there. */
function comparisonOf({ comparison }: BoardSlice, by: Slices['by']): string {
  const found = comparison?.same ?? comparison?.all ?? null;
  if (comparison === null || found === null) return '-';
  const than = by === 'power' ? powerName(comparison.than) : nameOf(comparison.than, 40);
  const times = words.times(showFigure(intervalOf(found.median, found.bounds)), than);
  return comparison.same === null ? times : `${times}, ${words.sameDevices(comparison.same.devices)}`;
}

/** The clearest difference, or that there is none. */
function finding(slices: readonly BoardSlice[], by: Slices['by']): string {
  const compared = slices.flatMap((slice) => {
    const { comparison } = slice;
    const found = comparison?.same ?? comparison?.all ?? null;
    if (comparison === null || found === null || found.bounds === null) return [];
    return [{ slice, than: comparison.than, interval: { ...found.bounds, median: found.median } }];
  });
  if (compared.length === 0) return words.says.none;
  const far = ({ interval }: (typeof compared)[number]): number => Math.abs(Math.log(interval.median));
  const [clearest] = compared.filter(({ interval }) => !isTie(interval)).toSorted((a, b) => far(b) - far(a));
  if (clearest === undefined) return words.says.tie;
  const than = by === 'power' ? powerName(clearest.than) : nameOf(clearest.than, 40);
  return words.says.most(labelOf(clearest.slice, by), showFigure(clearest.interval), than);
}

/** Bars below one another on one scale: the name and the value beside each, or above it, in one line or two, where there is no room beside. */
import type { Row, RowsPanel } from './chart';
import type { Box } from './labels';
import { rectangle, segment, type Sketch } from './scene';
import { scaleOf, type Scale } from './scales';
import { cut, widthOf } from './text-size';

interface Columns {
  /** Where the bars begin, and the longest of them ends. */
  readonly left: number;
  readonly right: number;
  /** Lines of words above each bar; none where they stand beside it. */
  readonly above: 0 | 1 | 2;
}

/** @returns where what stands below may begin */
export function layOutRows(panel: RowsPanel, area: Box, sketch: Sketch): number {
  const columns = columnsOf(panel.rows, area, sketch);
  const scale = scaleOf(panel.x, [columns.left, columns.right]);
  const { size } = sketch;
  let top = area.top;
  for (const row of panel.rows) {
    const height = columns.above === 0 ? 2.9 * size : (2.3 + 1.4 * columns.above) * size;
    layOutRow(row, { area, columns, scale, top }, sketch);
    if (panel.baseline !== undefined) {
      const at = scale.at(panel.baseline);
      // Not through words that stand above a bar.
      const from = columns.above === 0 ? top : barTop(top, columns, sketch) - 0.2 * size;
      sketch.draw({ path: segment([at, from], [at, top + height]), ink: 'muted', paint: 'line' });
    }
    top += height;
  }
  return axisBelow(panel, { area, columns, scale, top }, sketch);
}

interface At {
  readonly area: Box;
  readonly columns: Columns;
  readonly scale: Scale;
  readonly top: number;
}

function columnsOf(rows: readonly Row[], area: Box, { size, isNarrow }: Sketch): Columns {
  if (isNarrow) {
    const room = area.right - area.left - size;
    const fits = rows.every(
      ({ name, value }) => widthOf(name, { size, bold: true }) + widthOf(value, { size, bold: false }) <= room,
    );
    return { left: area.left, right: area.right, above: fits ? 1 : 2 };
  }
  const longest = (texts: readonly string[], bold: boolean): number =>
    Math.max(0, ...texts.map((text) => widthOf(text, { size, bold })));
  const most = (area.right - area.left) / 4;
  const names = Math.min(
    most,
    longest(
      rows.map(({ name }) => name),
      true,
    ),
  );
  const values = Math.min(
    1.4 * most,
    longest(
      rows.map(({ value }) => value),
      false,
    ),
  );
  return { left: area.left + names + size, right: area.right - values - size, above: 0 };
}

const barTop = (top: number, { above }: Columns, { size }: Sketch): number =>
  top + (above === 0 ? 0.5 : 0.1 + 1.4 * above) * size;

function layOutRow({ name, value, segments, interval }: Row, at: At, sketch: Sketch): void {
  const { area, columns, scale, top } = at;
  const { size, labels } = sketch;
  const bar = barTop(top, columns, sketch);
  const thick = 1.7 * size;
  const middle = bar + thick / 2;
  for (const { ink, from, to, explains } of segments) {
    const [left, right] = [scale.at(from), scale.at(to)];
    // A hair of paper between two parts.
    const gap = segments.length > 1 && right - left > 3 ? 1 : 0;
    sketch.draw({ path: rectangle(left, bar, Math.max(left + 0.5, right - gap), bar + thick), ink, explains });
  }
  const end = Math.max(columns.left, ...segments.map(({ to }) => scale.at(to)), scale.at(interval?.high ?? -Infinity));
  if (interval !== null) whisker([scale.at(interval.low), scale.at(interval.high), middle], sketch);
  const text = { size, ink: 'text', bold: false } as const;
  if (columns.above > 0) {
    const [left, right] = [area.left, area.right];
    const first = top + 1.1 * size;
    const bold = { size, bold: true };
    const second = columns.above === 1 ? first : first + 1.4 * size;
    labels.place([{ ...text, ...bold, text: cut(name, bold, right - left), anchor: 'start', x: left, y: first }], area);
    const place =
      columns.above === 1 ? ({ anchor: 'end', x: right } as const) : ({ anchor: 'start', x: left } as const);
    labels.place([{ ...text, ...place, text: cut(value, text, right - left), y: second }], area);
    return;
  }
  const base = middle + 0.35 * size;
  const named = cut(name, { size, bold: true }, columns.left - area.left - size / 2);
  labels.place([{ ...text, bold: true, text: named, anchor: 'start', x: area.left, y: base }], area);
  const x = end + 0.6 * size;
  labels.place([{ ...text, text: cut(value, text, area.right - x), anchor: 'start', x, y: base }], area);
}

/** The interval over the end of a bar, on bar and paper alike: a line with paper around it. */
function whisker([low, high, y]: readonly [low: number, high: number, y: number], sketch: Sketch): void {
  const half = 0.42 * sketch.size;
  const path = [
    segment([low, y], [high, y]),
    segment([low, y - half], [low, y + half]),
    segment([high, y - half], [high, y + half]),
  ].join('');
  sketch.draw({ path, ink: 'paper', paint: 'line', width: 4 });
  sketch.draw({ path, ink: 'text', paint: 'line', width: 1.5 });
}

function axisBelow({ x }: RowsPanel, { columns, scale, top, area }: At, sketch: Sketch): number {
  const { size, labels } = sketch;
  sketch.draw({ path: segment([columns.left, top], [columns.right, top]), ink: 'grid', paint: 'line' });
  const room = (columns.right - columns.left) / (6 * size);
  for (const tick of scale.ticks(Math.max(2, Math.floor(room)))) {
    const at = scale.at(tick);
    sketch.draw({ path: segment([at, top], [at, top + 4]), ink: 'grid', paint: 'line' });
    const label = { size, bold: false, ink: 'muted', text: scale.textOf(tick), y: top + 1.5 * size } as const;
    labels.place(
      [
        { ...label, x: at, anchor: 'middle' },
        { ...label, x: at, anchor: tick === x.from ? 'start' : 'end' },
      ],
      {
        ...area,
        bottom: Infinity,
      },
    );
  }
  return sketch.line(
    {
      text: cut(x.title, { size, bold: false }, area.right - columns.left),
      ink: 'muted',
      x: columns.right,
      anchor: 'end',
    },
    top + 1.9 * size,
  );
}

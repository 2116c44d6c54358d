/** The marks of a plane, and where the words beside them may stand. */
import { area as areaOf, line as lineOf, symbol, symbolCircle, symbolSquare } from 'd3-shape';
import type { Dot, Mark, Note, Point } from './chart';
import type { Box, Label } from './labels';
import { rectangle, segment, type Sketch } from './scene';
import type { Scale } from './scales';
import { cut, widthOf } from './text-size';

export interface Plane {
  readonly plot: Box;
  readonly x: Scale;
  readonly y: Scale;
}

export function drawMark(mark: Mark, plane: Plane, sketch: Sketch): void {
  const { plot, x, y } = plane;
  switch (mark.kind) {
    case 'curve': {
      const points = mark.points.map(([a, b]): Point => [x.at(a), y.at(b)]);
      const path = lineOf<Point>()(points) ?? '';
      if (path === '') return;
      sketch.draw({ path, ink: mark.ink, paint: 'line', width: thicknessOf(mark), dashed: mark.dashed });
      keepOffCurve(points, sketch);
      return;
    }
    case 'band': {
      const band = areaOf<readonly [number, number, number]>()
        .x(([at]) => x.at(at))
        .y0(([, low]) => y.at(low))
        .y1(([, , high]) => y.at(high));
      const path = band([...mark.points]) ?? '';
      if (path !== '') sketch.draw({ path, ink: mark.ink, faint: true });
      return;
    }
    case 'columns':
      for (const { from, to, height, explains } of mark.columns) {
        const [left, right] = [x.at(from), x.at(to)];
        if (height > 0) {
          const path = rectangle(left, y.at(height), Math.max(left + 1, right - 1), plot.bottom);
          sketch.draw({ path, ink: mark.ink, explains });
        }
      }
      return;
    case 'dot':
      drawDot(mark, plane, sketch);
      return;
    case 'note':
      return;
  }
}

const WIDTHS = { thin: 1, thick: 3.5 } as const;

const thicknessOf = ({ weight, dashed }: Extract<Mark, { readonly kind: 'curve' }>): number =>
  weight === undefined ? (dashed ? 1.5 : 2) : WIDTHS[weight];

const radiusOf = ({ size }: Sketch, small = false): number => (small ? 0.24 : 0.38) * size;

function drawDot({ at, ink, interval, hollow, small, explains }: Dot, { x, y }: Plane, sketch: Sketch): void {
  const [left, top] = [x.at(at[0]), y.at(at[1])];
  const radius = radiusOf(sketch, small);
  if (interval !== null) {
    const path = segment([left, y.at(interval.low)], [left, y.at(interval.high)]);
    sketch.draw({ path, ink, paint: 'line', width: 1.5 });
  }
  // FP16 is square, so that nobody has to tell two colours apart.
  const shape = symbol(ink === 'fp16' ? symbolSquare : symbolCircle, Math.PI * radius ** 2)() ?? '';
  sketch.draw({ path: shape, at: [left, top], ink, paint: hollow ? 'hollow' : 'fill', width: 2, explains });
  sketch.labels.keepOffDot({ left: left - radius, right: left + radius, top: top - radius, bottom: top + radius });
}

/** A label keeps off a line by keeping off points along it. */
function keepOffCurve(points: readonly Point[], { labels }: Sketch): void {
  const step = 6;
  for (const [i, [toX, toY]] of points.entries()) {
    const [fromX, fromY] = points[i - 1] ?? [toX, toY];
    const steps = Math.min(400, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / step));
    for (let k = 0; k <= steps; k += 1) {
      const share = steps === 0 ? 0 : k / steps;
      const [left, top] = [fromX + share * (toX - fromX), fromY + share * (toY - fromY)];
      labels.keepOffLine({ left: left - 1, right: left + 1, top: top - 1, bottom: top + 1 });
    }
  }
}

/** Left out where no place beside it is free. */
export function placeLabel({ at, label, ink }: Dot, { plot, x, y }: Plane, sketch: Sketch): void {
  const { size, labels } = sketch;
  const type = { size, bold: false };
  const text = cut(label, type, plot.right - plot.left);
  const [left, middle] = [x.at(at[0]), y.at(at[1])];
  const away = radiusOf(sketch) + 0.35 * size;
  const base = middle + 0.35 * size;
  const [above, below] = [middle - away, middle + away + 0.75 * size];
  const shared = { ...type, ink: ink === 'roof' ? ink : 'text', text } as const;
  const places: readonly Label[] = [
    { ...shared, anchor: 'start', x: left + away, y: base },
    { ...shared, anchor: 'end', x: left - away, y: base },
    { ...shared, anchor: 'middle', x: left, y: above },
    { ...shared, anchor: 'middle', x: left, y: below },
    { ...shared, anchor: 'start', x: left, y: above },
    { ...shared, anchor: 'end', x: left, y: above },
    { ...shared, anchor: 'start', x: left, y: below },
    { ...shared, anchor: 'end', x: left, y: below },
  ];
  labels.place(places, plot);
}

export function placeNote({ at, text, short = text, ink }: Note, { plot, x, y }: Plane, sketch: Sketch): void {
  const { size, labels } = sketch;
  const type = { size, bold: true };
  const width = plot.right - plot.left;
  const words = widthOf(text, type) < width ? text : short;
  const shared = { ...type, ink, text: cut(words, type, width) };
  const [left, middle] = [x.at(at[0]), y.at(at[1])];
  const [above, below] = [middle - 0.6 * size, middle + 1.2 * size];
  const places = [above, below, above - 1.3 * size, below + 1.3 * size].flatMap((base): Label[] => [
    { ...shared, anchor: 'start', x: left + 0.3 * size, y: base },
    { ...shared, anchor: 'end', x: left - 0.3 * size, y: base },
    { ...shared, anchor: 'middle', x: left, y: base },
  ]);
  labels.place(places, plot);
}

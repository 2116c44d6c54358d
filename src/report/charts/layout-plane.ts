/** Marks between two axes. Words of the axes come first, then notes, then the labels of dots by their weight. */
import type { PlanePanel } from './chart';
import type { Box, Label } from './labels';
import { drawMark, placeLabel, placeNote, type Plane } from './plane-marks';
import { segment, type Sketch } from './scene';
import { scaleOf } from './scales';
import { cut, widthOf } from './text-size';

/** @returns where what stands below may begin */
export function layOutPlane(panel: PlanePanel, area: Box, sketch: Sketch): number {
  const { size } = sketch;
  const top = sketch.line(
    { text: cut(panel.y.title, { size, bold: false }, area.right - area.left), ink: 'muted', x: area.left },
    area.top,
  );
  const height = Math.min(0.46 * sketch.width, 30 * size, Math.max(11 * size, 0.58 * (area.right - area.left)));
  const bottom = top + 0.5 * size + height;
  const { ticks: ticksOf, textOf } = scaleOf(panel.y, [0, 1]);
  const ticks = ticksOf(Math.floor(height / (3 * size)));
  const beside = Math.max(0, ...ticks.map((tick) => widthOf(textOf(tick), { size, bold: false })));
  const plot = { left: area.left + beside + 0.6 * size, right: area.right, top: top + 0.5 * size, bottom };
  const plane: Plane = {
    plot,
    x: scaleOf(panel.x, [plot.left, plot.right]),
    y: scaleOf(panel.y, [plot.bottom, plot.top]),
  };
  axisLeft(ticks, plane, sketch);
  const below = axisBelow(panel, plane, area, sketch);
  for (const mark of panel.marks) drawMark(mark, plane, sketch);
  for (const mark of panel.marks) if (mark.kind === 'note') placeNote(mark, plane, sketch);
  const dots = panel.marks.flatMap((mark) => (mark.kind === 'dot' ? [mark] : []));
  for (const dot of dots.toSorted((a, b) => b.weight - a.weight)) placeLabel(dot, plane, sketch);
  return below;
}

function axisLeft(ticks: readonly number[], { plot, y }: Plane, sketch: Sketch): void {
  const { size, labels } = sketch;
  for (const tick of ticks) {
    const at = y.at(tick);
    sketch.draw({ path: segment([plot.left, at], [plot.right, at]), ink: 'grid', paint: 'line' });
    const label: Label = {
      ...{ size, bold: false, ink: 'muted', text: y.textOf(tick), anchor: 'end' },
      ...{ x: plot.left - 0.5 * size, y: at + 0.35 * size },
    };
    labels.place([label], sketch.everywhere);
  }
}

function axisBelow({ x: axis }: PlanePanel, { plot, x }: Plane, area: Box, sketch: Sketch): number {
  const { size, labels } = sketch;
  sketch.draw({ path: segment([plot.left, plot.bottom], [plot.right, plot.bottom]), ink: 'muted', paint: 'line' });
  const most = Math.floor((plot.right - plot.left) / (5.5 * size));
  for (const tick of x.ticks(most)) {
    const at = x.at(tick);
    sketch.draw({ path: segment([at, plot.bottom], [at, plot.bottom + 4]), ink: 'muted', paint: 'line' });
    const label = { size, bold: false, ink: 'muted', text: x.textOf(tick), y: plot.bottom + 1.5 * size } as const;
    // The last may reach beyond the picture: it then ends where the axis does.
    const atEnd: readonly Label[] = at > plot.right - size ? [{ ...label, x: plot.right, anchor: 'end' }] : [];
    labels.place([{ ...label, x: at, anchor: 'middle' }, ...atEnd], { ...area, bottom: Infinity });
  }
  const title = cut(axis.title, { size, bold: false }, area.right - area.left);
  return sketch.line({ text: title, ink: 'muted', x: plot.right, anchor: 'end' }, plot.bottom + 1.9 * size);
}

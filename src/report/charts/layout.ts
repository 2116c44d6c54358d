/** A picture at a width: fewer words where it is narrow, never smaller ones. */
import type { Chart, Panel } from './chart';
import type { Box } from './labels';
import { layOutPlane } from './layout-plane';
import { layOutRows } from './layout-rows';
import { rectangle, Sketch, type Scene } from './scene';
import { cut, widthOf, wrap } from './text-size';

/** `whole`: with title, sentence and source, for a file. `bare`: beside them in a page. */
export type Frame = 'whole' | 'bare';

/** Below, no picture tells anything. */
const LEAST_WIDTH = 240;

export function layOut(chart: Chart, wanted: number, frame: Frame): Scene {
  const width = Math.max(LEAST_WIDTH, Math.round(wanted));
  const sketch = new Sketch(width);
  const edge = frame === 'whole' ? Math.round(1.2 * sketch.size) : 2;
  const inner = { left: edge, right: width - edge, top: edge, bottom: Infinity };
  const below = frame === 'whole' ? head(chart, inner, sketch) : inner.top;
  let bottom = panels(chart, { ...inner, top: below }, sketch);
  bottom = legend(chart, { ...inner, top: bottom }, sketch);
  if (frame === 'whole') bottom = foot(chart, { ...inner, top: bottom + 0.4 * sketch.size }, sketch);
  return sketch.scene(bottom + (frame === 'whole' ? 0.6 * sketch.size : 2));
}

/** Of a software adapter, beside the title of its picture. */
export const SOFTWARE_MARK = 'Software adapter, not a GPU';

function head(
  { title, says, software, softwareMark = SOFTWARE_MARK }: Chart,
  { left, right, top }: Box,
  sketch: Sketch,
): number {
  const { size } = sketch;
  let next = top;
  const big = { size: 1.4 * size, bold: true };
  for (const text of wrap(title, big, right - left).slice(0, 3)) {
    next = sketch.line({ ...big, text, ink: 'text', x: left }, next);
  }
  if (software) {
    const bold = { size, bold: true };
    for (const text of wrap(softwareMark, bold, right - left)) {
      next = sketch.line({ ...bold, text, ink: 'warning', x: left }, next);
    }
  }
  const plain = { size, bold: false };
  for (const text of wrap(says, plain, right - left).slice(0, 8)) {
    next = sketch.line({ ...plain, text, ink: 'muted', x: left }, next);
  }
  return next + 0.9 * size;
}

function panels({ panels: all, stacked = false }: Chart, area: Box, sketch: Sketch): number {
  const { size, isNarrow } = sketch;
  const beside = all.length > 1 && !isNarrow && !stacked ? 2 : 1;
  const gap = 2 * size;
  const wide = (area.right - area.left - gap * (beside - 1)) / beside;
  let top = area.top;
  let lowest = top;
  for (const [i, panel] of all.entries()) {
    const column = i % beside;
    if (column === 0 && i > 0) top = lowest + size;
    const left = area.left + column * (wide + gap);
    lowest = Math.max(lowest, layOutPanel(panel, { left, right: left + wide, top, bottom: Infinity }, sketch));
  }
  return lowest;
}

function layOutPanel(panel: Panel, area: Box, sketch: Sketch): number {
  const bold = { size: sketch.size, bold: true };
  const lines = wrap(panel.title, bold, area.right - area.left).slice(0, 2);
  const below = lines.reduce((top, text) => sketch.line({ ...bold, text, ink: 'text', x: area.left }, top), area.top);
  const inner = { ...area, top: lines.length === 0 ? below : below + 0.2 * sketch.size };
  return panel.kind === 'rows' ? layOutRows(panel, inner, sketch) : layOutPlane(panel, inner, sketch);
}

function legend({ legend: entries }: Chart, area: Box, sketch: Sketch): number {
  if (entries.length === 0) return area.top;
  const { size, labels } = sketch;
  const plain = { size, bold: false };
  const square = 0.8 * size;
  let [x, top] = [area.left, area.top + 0.6 * size];
  for (const { ink, text } of entries) {
    const shown = cut(text, plain, area.right - area.left - 1.5 * size);
    const length = square + 0.5 * size + widthOf(shown, plain);
    if (x > area.left && x + length > area.right) [x, top] = [area.left, top + 1.6 * size];
    const label = { ...plain, text: shown, ink: 'text', anchor: 'start', x: x + square + 0.5 * size } as const;
    if (labels.place([{ ...label, y: top + size }], sketch.everywhere)) {
      sketch.draw({ path: rectangle(x, top + 0.25 * size, x + square, top + 0.25 * size + square), ink });
    }
    x += length + 1.4 * size;
  }
  return top + 1.7 * size;
}

/** A file has no words beside it: what makes its figures doubtful is in it, and where they are from. */
function foot({ notes = [], source }: Chart, { left, right, top }: Box, sketch: Sketch): number {
  const plain = { size: sketch.size, bold: false };
  let next = top;
  const lines = [
    ...notes.slice(0, 6).flatMap((note) => wrap(note, plain, right - left).slice(0, 8)),
    ...wrap(source, plain, right - left).slice(0, 3),
  ];
  for (const text of lines) next = sketch.line({ ...plain, text, ink: 'muted', x: left }, next);
  return next;
}

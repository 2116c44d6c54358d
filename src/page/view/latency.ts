/** Draws the latency by token: its table, and a histogram of the waits of each format. What the figures are: report/parts/latency.ts. */
import { ABOUT_LATENCY, latencySheet } from '../../report/parts/latency';
import { showSeconds } from '../../report/quantity';
import type { Latency } from '../../report/schema';
import { chart, HEIGHT, shape, WIDTH } from '../dom/chart';
import { make, makeHint } from '../dom/find';
import { sheetTable } from './plain-table';

/** Nothing where no text was written. */
export function latencyElements(all: readonly Latency[] | null): readonly HTMLElement[] {
  if (all === null || all.length === 0) return [];
  return [makeHint(ABOUT_LATENCY), sheetTable(latencySheet(all)), ...all.map(histogram)];
}

function histogram({ model, format, waits, histogram: classes }: Latency): HTMLElement {
  const most = classes.reduce((fullest, one) => (one.count > fullest.count ? one : fullest));
  const from = showSeconds(classes[0]?.from ?? 0);
  const to = showSeconds(classes.at(-1)?.to ?? 0);
  const says = `${model}, ${format.toUpperCase()}: ${most.count} of ${waits.length} waits took ${showSeconds(most.from)} to ${showSeconds(most.to)}, all of them ${from} to ${to}.`;
  const step = WIDTH / classes.length;
  const bars = classes.map(({ count }, i) => {
    const height = (HEIGHT * count) / most.count;
    return shape('rect', {
      ...{ x: String(step * (i + 0.05)), width: String(step * 0.9) },
      ...{ y: String(HEIGHT - height), height: String(height) },
    });
  });
  const corners = { most: `${most.count} waits`, least: from, end: to };
  const drawing = make('div', { class: 'curve bars' }, ...chart(says, bars, corners));
  return make('figure', {}, make('figcaption', { class: 'hint', text: says }), drawing);
}

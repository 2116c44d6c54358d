/** A picture as a file: SVG as it is, or drawn into twice as many pixels as it is wide, for whoever cannot show SVG. */
import type { Chart } from '../../report/charts/chart';
import { AS_FILE, drawChart } from '../../report/charts/svg';
import { download, downloadText } from '../dom/clipboard';
import { pngOf } from '../share/png';

export type PictureKind = 'png' | 'svg';

/** Pixels for each of its units. */
const SHARPNESS = 2;

/** @throws TokamarkError `output` where the browser draws no PNG */
export async function savePicture(chart: Chart, kind: PictureKind): Promise<void> {
  const { svg, width, height } = drawChart(chart, AS_FILE);
  const name = `tokamark-${chart.id}.${kind}`;
  if (kind === 'svg') return downloadText(svg, name, 'image/svg+xml');
  download(await pngOf(svg, SHARPNESS * width, SHARPNESS * height), name);
}

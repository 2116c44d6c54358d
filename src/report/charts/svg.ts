/**
 * A picture as SVG: no style of its own but attributes, so that a page with `style-src 'self'` shows it; every word from outside is
 * escaped. Each mark also has a class of its ink.
 */
import { oneLine } from '../outside-text';
import type { Chart } from './chart';
import type { Label } from './labels';
import { layOut, SOFTWARE_MARK, type Frame } from './layout';
import { PALETTES, type Palette } from './palette';
import { round, type Scene, type Shape } from './scene';

export type Described = Pick<Chart, 'id' | 'title' | 'says' | 'software' | 'softwareMark' | 'source'>;

export interface Look {
  readonly width: number;
  readonly palette: Palette;
  readonly frame: Frame;
}

/** For a file: light, with title and source. */
export const AS_FILE: Look = { width: 720, palette: PALETTES.light, frame: 'whole' };

export const chartSvg = (chart: Chart, look: Look): string => drawChart(chart, look).svg;

/** With its size, for what draws it into pixels. */
export function drawChart(
  chart: Chart,
  look: Look,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const scene = layOut(plain(chart), look.width, look.frame);
  return { svg: sceneSvg(scene, chart, look), width: scene.width, height: scene.height };
}

/** What is written is one line each, without control characters, so that its width is known. */
function plain(chart: Chart): Chart {
  const { title, says, source, notes = [] } = chart;
  return { ...chart, title: oneLine(title), says: oneLine(says), source: oneLine(source), notes: notes.map(oneLine) };
}

/** @param chart what it is called and says, for whoever cannot see it */
export function sceneSvg({ width, height, shapes, labels }: Scene, chart: Described, { palette, frame }: Look): string {
  const { id, title, says, software, softwareMark = SOFTWARE_MARK, source } = chart;
  const [titleId, descId] = [`chart-${id}-title`, `chart-${id}-desc`];
  const described = [says, software ? `${softwareMark}.` : '', source].filter((text) => text !== '').join(' ');
  const paper =
    frame === 'whole' ? [`<rect width="${width}" height="${height}" fill="${inAttribute(palette.paper)}"/>`] : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${titleId} ${descId}" class="chart" font-family="system-ui, sans-serif">`,
    `<title id="${titleId}">${inText(title)}</title>`,
    `<desc id="${descId}">${inText(described)}</desc>`,
    ...paper,
    ...shapes.map((shape) => shapeSvg(shape, palette)),
    ...labels.map((label) => labelSvg(label, palette)),
    '</svg>',
    '',
  ].join('\n');
}

function shapeSvg({ path, at, ink, paint, width, dashed, faint, explains }: Shape, palette: Palette): string {
  const fill = paint === 'fill' ? palette[ink] : paint === 'hollow' ? palette.paper : 'none';
  const line = paint === 'fill' ? [] : [['stroke', palette[ink]] as const, ['stroke-width', String(width)] as const];
  const attributes = [
    ['class', `ink-${ink}`] as const,
    ['d', path] as const,
    ...(at[0] === 0 && at[1] === 0 ? [] : [['transform', `translate(${round(at[0])} ${round(at[1])})`] as const]),
    ['fill', fill] as const,
    ...line,
    ...(dashed ? [['stroke-dasharray', '5 4'] as const] : []),
    ...(faint ? [['fill-opacity', '0.18'] as const] : []),
  ];
  const text = attributes.map(([name, value]) => `${name}="${inAttribute(value)}"`).join(' ');
  return explains === '' ? `<path ${text}/>` : `<path ${text}><title>${inText(explains)}</title></path>`;
}

const ANCHORS = { start: '', middle: ' text-anchor="middle"', end: ' text-anchor="end"' } as const;

/** With paper around the letters, so that a line below them does not strike them through. */
function labelSvg({ text, x, y, size, bold, ink, anchor }: Label, palette: Palette): string {
  const colours = `fill="${inAttribute(palette[ink])}" stroke="${inAttribute(palette.paper)}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"`;
  return `<text class="ink-${ink}" x="${round(x)}" y="${round(y)}" font-size="${round(size)}"${bold ? ' font-weight="700"' : ''}${ANCHORS[anchor]} ${colours}>${inText(text)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML cannot hold at all, such as U+FFFE, is replaced as what moves a cursor is. */
const inText = (text: string): string =>
  oneLine(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (one) => ENTITIES[one] ?? '');

const inAttribute = inText;

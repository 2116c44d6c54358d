/** Draws the results table and its caption. What the cells say is in results-model.ts and workload.ts. */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { testName } from '../../benchmark/workload';
import { ofFewest } from '../../report/batches';
import { isBarredBy } from '../../report/standing';
import { find, make, setHidden, setText } from '../dom/find';
import type { PageState, RunOptions, RunState } from '../state/page-state';
import { depthsOf } from '../state/reduce';
import { SOFTWARE_NOTE } from './gpu-facts';
import { cellText, comparison, METRICS, type CellText, type Metric } from './results-model';
import { workloadText } from './workload';

/** `options` is what the form says now; a run keeps the options that it began with. */
export function createResults(): (state: PageState, options: RunOptions) => void {
  const table = find('results-table', HTMLTableElement);
  const cells = new Map([...table.tBodies].flatMap((body) => [...body.querySelectorAll('td')]).map(openCell));
  return ({ run, gpu }, formOptions) => {
    const options = run.options ?? formOptions;
    const formats = MODEL_FORMATS.filter((format) => options.formats.includes(format));
    drawCaption(run, options, formats);
    const software = gpu.kind === 'known' && gpu.description.adapter.software;
    setText(find('results-software', HTMLElement), software ? SOFTWARE_NOTE : '');
    showRows(table, options);
    showColumns(table, formats);
    for (const metric of METRICS) {
      for (const format of formats) drawCell(cells, metric, format, cellText(run, format, metric, formats));
      drawCell(cells, metric, 'comparison', comparison(run, metric));
    }
  };
}

type Column = ModelFormat | 'comparison';
type Cells = ReadonlyMap<string, HTMLTableCellElement>;

const cellKey = (metric: string, column: string): string => `${metric} ${column}`;

function openCell(cell: HTMLTableCellElement): readonly [string, HTMLTableCellElement] {
  const part = (name: string): HTMLElement => make('span', { class: name });
  cell.replaceChildren(part('value'), part('range'), part('note'), part('bar'));
  return [cellKey(cell.dataset['metric'] ?? '', cell.dataset['format'] ?? ''), cell];
}

function drawCell(cells: Cells, metric: Metric, column: Column, text: CellText): void {
  const cell = cells.get(cellKey(metric, column));
  if (cell === undefined) return;
  if (cell.dataset['tone'] !== text.tone) cell.dataset['tone'] = text.tone;
  const [value, range, note, bar] = cell.children;
  if (value !== undefined) setText(value, text.value);
  if (range !== undefined) setText(range, text.range);
  if (note !== undefined) setText(note, text.note);
  if (bar instanceof HTMLElement) bar.style.setProperty('--share', (text.share ?? 0).toFixed(3));
}

/** Rows of tests with context are there only where such tests are asked for. */
function showRows(table: HTMLTableElement, { tests }: RunOptions): void {
  for (const phase of ['decode', 'prefill'] as const) {
    const { most } = depthsOf(tests);
    const test = ofFewest(tests).find((each) => each.phase === phase && each.depth === most);
    const row = table.querySelector<HTMLElement>(`tr[data-metric="${phase}-deep"]`);
    if (row !== null) setHidden(row, test === undefined);
    if (test !== undefined) setText(find(`unit-${phase}-deep`, HTMLElement), `${testName(test)}, tokens/s`);
  }
}

function showColumns(table: HTMLTableElement, formats: readonly ModelFormat[]): void {
  const compared = formats.includes('fp16') && formats.includes('int4');
  for (const cell of table.querySelectorAll<HTMLElement>('[data-format]')) {
    const column = cell.dataset['format'];
    setHidden(cell, column === 'comparison' ? !compared : !isIn(formats, column));
  }
  // Narrow screens lay each row out as a grid (see results.css).
  table.style.setProperty('--columns', String(formats.length + (compared ? 1 : 0)));
}

const isIn = (formats: readonly ModelFormat[], column: string | undefined): boolean =>
  formats.some((format) => format === column);

function drawCaption(run: RunState, options: RunOptions, formats: readonly ModelFormat[]): void {
  const text = workloadText(run, options, formats);
  setText(find('workload-name', HTMLElement), text.name);
  setText(find('workload-about', HTMLElement), text.about === '' ? '\u00a0' : text.about);
  setText(find('unit-decode', HTMLElement), `${text.decode}, tokens/s`);
  setText(find('unit-prefill', HTMLElement), `${text.prefill}, tokens/s`);
  setText(find('unit-ttft', HTMLElement), text.prefill);
  const shrunk = find('workload-shrunk', HTMLElement);
  setText(shrunk, shrunkText(run));
  shrunk.dataset['shrunk'] = String(run.plan.shrunk.length > 0);
}

/** What the time budget took away, and whether the numbers still are the headline's. */
export function shrunkText({ plan: { shrunk }, result }: Pick<RunState, 'plan' | 'result'>): string {
  const parts = [
    shrunk.length === 0 ? '' : `Shrunk to hold the time budget: ${shrunk.join('; ')}.`,
    result !== null && isBarredBy(result, 'no-headline', 'shrunk') ? 'Not comparable with the headline workload.' : '',
  ];
  return parts.filter((part) => part !== '').join(' ') || '\u00a0';
}

/** Draws the results table and its caption. What the cells say is in results-model.ts and workload.ts. */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { testName, type Phase, type Test } from '../../benchmark/workload';
import { aboutIntervals } from '../../report/between-runs';
import { besideHeadline, ofHeadline } from '../../report/headline';
import { isBarredBy } from '../../report/standing';
import { find, make, setText, setTexts } from '../dom/find';
import type { View } from '../dom/view';
import type { RunOptions, RunState } from '../state/page-state';
import { depthsOf } from '../state/reduce';
import { cellText, comparison, METRICS, type CellText, type Metric } from './results-model';
import { workloadText } from './workload';

export function createResults(): View {
  const table = find('results-table', HTMLTableElement);
  const cells = new Map([...table.tBodies].flatMap((body) => [...body.querySelectorAll('td')]).map(openCell));
  return ({ run }, options) => {
    const formats = MODEL_FORMATS.filter((format) => options.formats.includes(format));
    drawCaption(run, options, formats);
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
  cell.replaceChildren(...['value', 'range', 'note', 'bar'].map((name) => make('span', { class: name })));
  return [cellKey(cell.dataset['metric'] ?? '', cell.dataset['format'] ?? ''), cell];
}

function drawCell(cells: Cells, metric: Metric, column: Column, text: CellText): void {
  const cell = cells.get(cellKey(metric, column));
  if (cell === undefined) return;
  cell.dataset['tone'] = text.tone;
  setTexts(cell, text.value, text.range, text.note);
  cell.style.setProperty('--share', (text.share ?? 0).toFixed(3));
}

/** Rows of batched decode and of tests with context are there only where such tests are asked for. */
function showRows(table: HTMLTableElement, { tests }: RunOptions): void {
  const { least, most } = depthsOf(tests);
  const deep = (phase: Phase) => ofHeadline(tests).find((each) => each.phase === phase && each.depth === most);
  showRow(table, 'decode-deep', deep('decode'));
  showRow(table, 'prefill-deep', deep('prefill'));
  showRow(
    table,
    'decode-batched',
    besideHeadline(tests).find(({ depth }) => depth === least),
  );
}

function showRow(table: HTMLTableElement, metric: Metric, test: Test | undefined): void {
  const row = table.querySelector<HTMLElement>(`tr[data-metric="${metric}"]`);
  if (row !== null) row.hidden = test === undefined;
  if (test !== undefined) setText(`unit-${metric}`, `${testName(test)}, tokens/s`);
}

function showColumns(table: HTMLTableElement, formats: readonly ModelFormat[]): void {
  const compared = formats.includes('fp16') && formats.includes('int4');
  for (const cell of table.querySelectorAll<HTMLElement>('[data-format]')) {
    const column = cell.dataset['format'];
    cell.hidden = column === 'comparison' ? !compared : formats.every((format) => format !== column);
  }
  // Narrow screens lay each row out as a grid (see results.css).
  table.style.setProperty('--columns', String(formats.length + (compared ? 1 : 0)));
}

function drawCaption(run: RunState, options: RunOptions, formats: readonly ModelFormat[]): void {
  const text = workloadText(run, options, formats);
  setText('workload-name', text.name);
  setText('workload-about', text.about === '' ? '\u00a0' : text.about);
  setText('unit-decode', `${text.decode}, tokens/s`);
  setText('unit-prefill', `${text.prefill}, tokens/s`);
  setText('unit-ttft', text.prefill);
  setText('workload-shrunk', shrunkText(run));
  const { result } = run.answer;
  setText('workload-intervals', (result === null ? '' : aboutIntervals(result)) || '\u00a0');
}

/** What the time budget took away, and whether the numbers still are the headline's. */
export function shrunkText({ record, answer: { result } }: Pick<RunState, 'record' | 'answer'>): string {
  const { shrunk } = record.plan;
  const parts = [
    shrunk.length === 0 ? '' : `Shrunk to hold the time budget: ${shrunk.join('; ')}.`,
    result !== null && isBarredBy(result, 'no-headline', 'shrunk') ? 'Not comparable with the headline workload.' : '',
  ];
  return parts.filter((part) => part !== '').join(' ') || '\u00a0';
}

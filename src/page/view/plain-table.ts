/** A table of text cells or of elements; a cell that says passed or failed is coloured so. */
import type { Sheet } from '../../report/table';
import { make } from '../dom/find';
import { capitalised } from '../format/capitalised';

type Cell = string | Node;

/** As text, with sentences below it. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Each cell names its column, for narrow screens that lay a row out as a list; the roles keep it a row there. */
function plainTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): HTMLTableElement {
  const head = columns.map((text) => make('th', { text, scope: 'col', role: 'columnheader' }));
  return make(
    'table',
    { class: 'plain-table', role: 'table' },
    make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...head)),
    make('tbody', { role: 'rowgroup' }, ...rows.map((cells) => tableRow(cells, columns))),
  );
}

/** @param title of a column of figures, which a report may say in a sentence above its table */
export const sheetTable = ({ columns, rows }: Sheet, title = capitalised): HTMLTableElement =>
  plainTable(
    columns.map((column) => (column.align === 'right' ? title : capitalised)(column.title)),
    rows,
  );

export function tableRow(cells: readonly Cell[], columns: readonly string[] = []): HTMLTableRowElement {
  const made = cells.map((cell, index) => {
    const data = { label: columns[index] ?? '' };
    if (typeof cell !== 'string') return make('td', { data, role: 'cell' }, cell);
    return make('td', { class: TONES.get(cell) ?? '', text: cell, data, role: 'cell' });
  });
  return make('tr', { role: 'row' }, ...made);
}

const TONES: ReadonlyMap<string, string> = new Map([
  ['passed', 'pass'],
  ['failed', 'fail'],
  ['-', 'none'],
]);

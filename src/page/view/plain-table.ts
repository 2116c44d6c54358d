/** A row of a table, of text cells or of elements; a cell that says passed or failed is coloured so. */
import { make } from '../dom/find';

type Cell = string | Node;

/** As text, with sentences below it. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Each cell names its column, for narrow screens that lay a row out as a list; the roles keep it a row there. */
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

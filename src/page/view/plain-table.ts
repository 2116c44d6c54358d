/** A row of a table, of text cells; one that says whether something passed is coloured so. */
import { make } from '../dom/find';

type Cell = string | { readonly text: string; readonly tone: 'pass' | 'fail' };

/** As text, with sentences below it. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Each cell names its column, for narrow screens that lay a row out as a list; the roles keep it a row there. */
export function tableRow(cells: readonly Cell[], columns: readonly string[] = []): HTMLTableRowElement {
  const made = cells.map((cell, index) => {
    const { text, tone } = typeof cell === 'string' ? { text: cell, tone: '' } : cell;
    return make('td', { class: tone, text, data: { label: columns[index] ?? '' }, role: 'cell' });
  });
  return make('tr', { role: 'row' }, ...made);
}

/** A table of text cells; a cell that says passed or failed is coloured so. */
import { make } from '../dom/find';

export function plainTable(columns: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  const head = make('tr', { role: 'row' }, ...columns.map((text) => headerCell(text)));
  const body = rows.map(tableRow);
  return make(
    'table',
    { class: 'plain-table', role: 'table' },
    make('thead', { role: 'rowgroup' }, head),
    make('tbody', { role: 'rowgroup' }, ...body),
  );
}

export const tableRow = (cells: readonly string[]): HTMLTableRowElement =>
  make('tr', { role: 'row' }, ...cells.map((text) => make('td', { ...toneOf(text), text, role: 'cell' })));

function headerCell(text: string): HTMLTableCellElement {
  const cell = make('th', { text, role: 'columnheader' });
  cell.scope = 'col';
  return cell;
}

function toneOf(text: string): { readonly class?: string } {
  if (text === 'passed') return { class: 'pass' };
  return text === 'failed' ? { class: 'fail' } : {};
}

/** Draws the table of several sequences at once, below the results; without any there is none. What its cells say is report/batches'. */
import { ABOUT_BATCHES, BATCH_COLUMNS, batchRows } from '../../report/batches';
import { find, make, setHidden } from '../dom/find';
import type { RunState } from '../state/page-state';
import { plainTable } from './plain-table';

export function createBatches(): (run: RunState) => void {
  const box = find('batches', HTMLElement);
  let drawn: RunState['entries'] | null = null;
  return ({ entries }) => {
    if (entries === drawn) return;
    drawn = entries;
    const rows = batchRows(entries.map(({ entry }) => entry));
    setHidden(box, rows.length === 0);
    const columns = ['Format', 'Test', ...BATCH_COLUMNS.map((column) => column.replace(/^./, upperCase))];
    const table = plainTable(
      columns,
      rows.map(({ format, test, values }) => [format, test, ...values]),
    );
    for (const cell of table.querySelectorAll('td')) labelled(cell, columns[cell.cellIndex] ?? '');
    box.replaceChildren(
      make('h3', { text: 'Several sequences at once' }),
      table,
      make('p', { class: 'hint', text: ABOUT_BATCHES }),
    );
  };
}

const upperCase = (letter: string): string => letter.toUpperCase();

/** On a narrow screen a figure takes a line of its own, named after its column; where there is none, the line is left out. */
function labelled(cell: HTMLTableCellElement, column: string): void {
  cell.dataset['column'] = column;
  if (cell.textContent === '-') cell.classList.add('none');
}

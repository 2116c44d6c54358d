/** Draws the table of several sequences at once below the results, if the run has any. report/batches has the words of its cells. */
import { ABOUT_BATCHES, batchSheet } from '../../report/batches';
import { find, make, makeHint } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { sheetTable } from './plain-table';

export function createBatches(): View {
  const box = find('batches');
  return whenChanged(
    ({ run }) => [run.record.entries],
    ({ run }) => {
      const { columns, rows } = batchSheet(run.record.entries.map(({ entry }) => entry));
      // Its model stands above all tables.
      const sheet = { columns: columns.slice(1), rows: rows.map((row) => row.slice(1)) };
      box.hidden = rows.length === 0;
      const title = make('h3', { text: 'Several sequences at once' });
      box.replaceChildren(title, sheetTable(sheet), makeHint(ABOUT_BATCHES));
    },
  );
}

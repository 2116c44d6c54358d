/** Draws the table of several sequences at once, below the results; without any there is none. What its cells say is report/batches'. */
import { ABOUT_BATCHES, BATCH_COLUMNS, batchRows } from '../../report/batches';
import { find, make } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { capitalised } from '../format/capitalised';
import { plainTable } from './plain-table';

export function createBatches(): View {
  const box = find('batches');
  return whenChanged(
    ({ run }) => [run.entries],
    ({ run }) => {
      const rows = batchRows(run.entries.map(({ entry }) => entry));
      box.hidden = rows.length === 0;
      box.replaceChildren(
        make('h3', { text: 'Several sequences at once' }),
        plainTable(
          ['Format', 'Test', ...BATCH_COLUMNS.map(capitalised)],
          rows.map(({ format, test, values }) => [format, test, ...values]),
        ),
        make('p', { class: 'hint', text: ABOUT_BATCHES }),
      );
    },
  );
}

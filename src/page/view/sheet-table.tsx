/** A table of texts. On a narrow screen, within `.stacked`, each cell names its column, and the roles keep a row a row there. */
import type { JSX } from 'preact';
import type { Sheet } from '../../report/table';
import { capitalised } from '../format/capitalised';

interface SheetTableProps {
  readonly sheet: Sheet;
  /** What it is called, for whoever cannot see it. */
  readonly name: string;
}

/** What colours a cell that says it alone. */
const TONES: ReadonlyMap<string, string> = new Map([
  ['passed', 'pass'],
  ['failed', 'fail'],
  ['-', 'none'],
]);

function SheetTable({ sheet: { columns, rows }, name }: SheetTableProps): JSX.Element {
  const titles = columns.map(({ title }) => capitalised(title));
  return (
    <table class="plain-table" role="table" aria-label={name}>
      <thead role="rowgroup">
        <tr role="row">
          {titles.map((title) =>
            title === '' ? (
              <td key={title} role="cell" />
            ) : (
              <th key={title} role="columnheader" scope="col">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((cells, row) => (
          <tr key={row} role="row">
            {cells.map((cell, index) => (
              <td key={index} role="cell" class={TONES.get(cell)} data-label={titles[index]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** In a box that scrolls by itself where it is too long or too wide, also by keyboard. */
export function SheetBox({ sheet, name }: SheetTableProps): JSX.Element {
  return (
    <div class="scroll stacked" role="region" aria-label={name} tabIndex={0}>
      <SheetTable sheet={sheet} name={name} />
    </div>
  );
}

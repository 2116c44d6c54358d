/** A table of texts. On a narrow screen each cell names its column (styles/base.css), and the roles keep a row a row there. */
import type { JSX } from 'preact';
import type { Sheet } from '../../report/table';
import { capitalised } from '../format/capitalised';

interface SheetTableProps {
  readonly sheet: Sheet;
  /** What it is called, for whoever cannot see it. */
  readonly name: string;
}

export function SheetTable({ sheet: { columns, rows }, name }: SheetTableProps): JSX.Element {
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
            {cells.map((cell, index) =>
              index === 0 ? (
                <th key={index} role="rowheader" scope="row" data-label={titles[index]}>
                  {cell}
                </th>
              ) : (
                <td key={index} role="cell" class={cell === '-' ? 'none' : ''} data-label={titles[index]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

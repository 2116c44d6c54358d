/** A picture of the room: its sentence, the drawing in the page's colours, and the same as a table. */
import type { ComponentChildren, JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { SOFTWARE_MARK } from '../../report/charts/layout';
import { PALETTES } from '../../report/charts/palette';
import { chartSvg } from '../../report/charts/svg';
import type { Sheet } from '../../report/table';
import { capitalised } from '../format/capitalised';

interface PictureProps {
  readonly chart: Chart;
  /** Of the place that it stands in, in pixels: it is drawn for that, not scaled. */
  readonly width: number;
  /** Below the table. */
  readonly children?: ComponentChildren;
}

export function Picture({ chart, width, children }: PictureProps): JSX.Element {
  const { says, software, title, table } = chart;
  // Of our own writing, with every word from outside escaped (report/charts/svg.ts), so it goes in as it is.
  const __html = chartSvg(chart, { width, palette: PALETTES.page, frame: 'bare' });
  return (
    <>
      <p>
        {says}
        {software && <strong class="software-mark"> {SOFTWARE_MARK}.</strong>}
      </p>
      <div class="picture-drawn" dangerouslySetInnerHTML={{ __html }} />
      <Folded title="The same as a table">
        <SheetTable sheet={table} label={`${title}, as a table`} />
        {children}
      </Folded>
    </>
  );
}

interface FoldedProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export const Folded = ({ title, children }: FoldedProps): JSX.Element => (
  <details>
    <summary>{title}</summary>
    {children}
  </details>
);

interface SheetTableProps {
  readonly sheet: Sheet;
  readonly label: string;
}

/** On a narrow screen a cell a line, each with the name of its column; the roles keep it a table there. */
export function SheetTable({ sheet: { columns, rows }, label }: SheetTableProps): JSX.Element {
  const titles = columns.map(({ title }) => capitalised(title));
  return (
    <div class="scroll stacked" role="region" aria-label={label} tabIndex={0}>
      <table class="plain-table" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {titles.map((title, i) => (
              <th key={i} scope="col" role="columnheader">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, i) => (
            <tr key={i} role="row">
              {row.map((cell, column) => (
                <td key={column} role="cell" data-label={titles[column]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

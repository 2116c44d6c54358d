/** A ranking as a table. On a phone each row is a small card; the roles keep it a row there. Names of strangers cannot turn the text around them. */
import type { JSX } from 'preact';
import { WORDS } from './catalogue/words';
import type { CohortRow, CohortSection, ShownFigure } from './cohort-rows';
import { Strip } from './strip';

/** A run of the visitor's, on the same scale. */
export interface OwnRow extends ShownFigure {
  readonly who: string;
  /** By whom it is seen. */
  readonly seen: string;
  readonly gpu: string;
  readonly when: string;
}

interface CohortTableProps {
  readonly sections: readonly CohortSection[];
  readonly own: readonly OwnRow[];
  readonly unit: string;
  readonly short: string;
  readonly format: string;
}

export function CohortTable({ sections, own, unit, short, format }: CohortTableProps): JSX.Element {
  const { columns, name } = WORDS.ranking;
  return (
    <table class="board-table" role="table" aria-label={name(unit)} data-format={format}>
      <thead role="rowgroup">
        <tr role="row">
          {[columns.rank, columns.gpu, unit, columns.picture, columns.sent].map((title) => (
            <th key={title} role="columnheader" scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {sections.map(({ standing, title, rows }) => (
        <tbody key={standing} role="rowgroup" data-standing={standing}>
          <tr role="row" class="board-section">
            <th role="rowheader" scope="rowgroup" colSpan={5}>
              {title}
            </th>
          </tr>
          {rows.map((row) => (
            <Row key={row.key} row={row} short={short} />
          ))}
        </tbody>
      ))}
      {own.map((one) => (
        <Own key={one.who} own={one} short={short} />
      ))}
    </table>
  );
}

function Row({ row, short }: { readonly row: CohortRow; readonly short: string }): JSX.Element {
  const { place, placeInWords, name, href, about, sent, devices, warning, sampled } = row;
  return (
    <tr role="row" data-testid="board-row">
      <td role="cell" class="board-place">
        <span aria-hidden="true">{place === '' ? '–' : place}</span>
        <span class="visually-hidden">{placeInWords}</span>
      </td>
      <th role="rowheader" scope="row" class="board-gpu">
        <a href={href}>
          <bdi>{name}</bdi>
        </a>
        <span class="board-about">{about.join(' · ')}</span>
        {warning !== '' && (
          <span class="board-warning">
            <strong>{WORDS.ranking.warning}:</strong> <bdi>{warning}</bdi>
          </span>
        )}
      </th>
      <Figure figure={row} short={short} note={sampled} />
      <td role="cell" class="board-picture">
        <Strip {...row.strip} />
      </td>
      <td role="cell" class="board-sent">
        {sent}
        <span class="board-about">{devices}</span>
      </td>
    </tr>
  );
}

/** Of too few devices there is no interval, which their section's heading says. */
const Figure = ({
  figure: { median, range },
  short,
  note,
}: {
  readonly figure: ShownFigure;
  readonly short: string;
  readonly note: string;
}): JSX.Element => (
  <td role="cell" class="board-figure">
    <span class="board-median">{median}</span> <span class="board-unit">{short}</span>
    <span class="board-about">{[range, note].filter((text) => text !== '').join(', ')}</span>
  </td>
);

const Own = ({ own, short }: { readonly own: OwnRow; readonly short: string }): JSX.Element => (
  <tbody role="rowgroup" class="board-own">
    <tr role="row" data-testid="board-own-row">
      <td role="cell" class="board-place" aria-hidden="true" />
      <th role="rowheader" scope="row" class="board-gpu">
        {own.who}
        <span class="board-about">
          <bdi>{own.gpu}</bdi>
        </span>
      </th>
      <Figure figure={own} short={short} note="" />
      <td role="cell" class="board-picture">
        <Strip {...own.strip} />
      </td>
      <td role="cell" class="board-sent">
        {own.seen}
        <span class="board-about">{own.when}</span>
      </td>
    </tr>
  </tbody>
);

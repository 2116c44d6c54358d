/** The card of what fewer bits cost: a table, on narrow screens a list for each format, and what its columns mean. */
import type { JSX } from 'preact';
import { SOFTWARE_NOTE } from '../view/gpu-facts';
import { WORDS } from './catalogue/words';
import { COLUMNS, type ShownFidelity, type ShownFormat } from './fidelity';

interface FidelityCardProps {
  readonly shown: ShownFidelity;
  readonly open: boolean;
}

const SAID = WORDS.fidelity;

export function FidelityCard({ shown: { basis, passage, rows }, open }: FidelityCardProps): JSX.Element {
  return (
    <details class="card folded printed after-run" id="fidelity" data-state={basis} data-testid="fidelity" open={open}>
      <summary>
        <h2 id="fidelity-heading">{SAID.title}</h2>
        <span class="picture-says">{SAID.inShort[basis]}</span>
      </summary>
      <p class="hint">{SAID.about}</p>
      <p class="hint">
        <span id="fidelity-passage" data-testid="fidelity-passage">
          {passage}
        </span>{' '}
        <strong class="software-note" id="fidelity-software" data-testid="fidelity-software">
          {SOFTWARE_NOTE}
        </strong>
      </p>
      <div class="fidelity-box" role="region" aria-label={SAID.label} tabIndex={0}>
        <table class="fidelity" id="fidelity-table" data-testid="fidelity-table" role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                {SAID.format}
              </th>
              {COLUMNS.map((column) => (
                <th key={column} role="columnheader" scope="col">
                  {SAID.heads[column].title} <span class="unit">{SAID.heads[column].unit}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup" id="fidelity-body">
            {rows.map((row) => (
              <Format key={row.format} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <details class="fidelity-words printed">
        <summary>{SAID.columns}</summary>
        <dl class="fidelity-terms">
          {SAID.terms.map(({ term, meaning }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </details>
  );
}

/** Its roles are said in so many words, because a narrow screen lays the rows out as lists. */
function Format({ row: { format, check, cells } }: { readonly row: ShownFormat }): JSX.Element {
  return (
    <tr role="row" data-format={format} data-check={check}>
      <th scope="row" role="rowheader">
        {format.toUpperCase()}
      </th>
      {cells.map(({ column, value, note }) => (
        <td key={column} role="cell" data-column={column} data-label={SAID.heads[column].label}>
          <span class="value">{value}</span>
          <span class="note">{note}</span>
        </td>
      ))}
    </tr>
  );
}

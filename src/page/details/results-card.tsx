/** The card of results: a table of speeds, times and sizes by format, several sequences at once, scores, and files to take away. */
import type { JSX } from 'preact';
import { SheetBox } from '../view/sheet-table';
import { SOFTWARE_NOTE } from '../view/gpu-facts';
import { WORDS } from './catalogue/words';
import type { Column, Results, ResultsRow } from './results-rows';
import type { ShownScores } from './scores';

interface ResultsCardProps {
  readonly results: Results;
  /** Null as long as no GPU's reference is frozen. */
  readonly scores: ShownScores | null;
}

export function ResultsCard({ results, scores }: ResultsCardProps): JSX.Element {
  const { batches } = results;
  return (
    <>
      <ResultsTable results={results} />
      {batches !== null && (
        <div class="batches" id="batches" data-testid="batches">
          <h3>{WORDS.results.batches}</h3>
          <SheetBox sheet={batches.sheet} name={WORDS.results.batches} />
          <p class="hint">{batches.about}</p>
        </div>
      )}
      {scores !== null && (
        <div class="scores" id="scores" data-testid="scores">
          <dl>
            {scores.rows.map(({ name, value, range, reason }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <strong>{value}</strong>
                  <span class="range">{range === '' ? reason : range}</span>
                </dd>
              </div>
            ))}
          </dl>
          <p class="hint">{scores.about}</p>
        </div>
      )}
    </>
  );
}

const nameOf = (column: Column): string => (column === 'comparison' ? WORDS.results.comparison : column.toUpperCase());

function ResultsTable({ results: { name, about, columns, rows } }: { readonly results: Results }): JSX.Element {
  return (
    <div class="results-box" id="results-box" role="region" aria-label={WORDS.results.label} tabIndex={0}>
      <table class="results" id="results-table" data-testid="results-table" role="table" data-columns={columns.length}>
        <caption>
          <span>
            <strong id="workload-name" data-testid="workload-name">
              {name}
            </strong>{' '}
            <strong class="software-note" id="results-software" data-testid="results-software">
              {SOFTWARE_NOTE}
            </strong>
          </span>
          {about.map(({ id, text }) => (
            <span key={id} id={id} data-testid={id}>
              {text}
            </span>
          ))}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <td role="cell" />
            {columns.map((column) => (
              <th key={column} role="columnheader" scope="col" data-format={column}>
                {nameOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" id="results-body">
          {rows.map((row) => (
            <Row key={row.metric} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row: { metric, title, unit, measured, cells } }: { readonly row: ResultsRow }): JSX.Element {
  return (
    <tr role="row" data-metric={metric} data-measured={measured}>
      <th role="rowheader" scope="row">
        {title} {unit !== '' && <span class="unit">{unit}</span>}
      </th>
      {cells.map(({ column, value, range, note, tone, share }) => (
        <td key={column} role="cell" data-format={column} data-metric={metric} data-tone={tone}>
          <span class="value">{value}</span>
          <span class="range">{range}</span>
          <span class="note">{note}</span>
          {share !== null && (
            <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(100 * share).toFixed(1)} height="4" rx="2" />
            </svg>
          )}
        </td>
      ))}
    </tr>
  );
}

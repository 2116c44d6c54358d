/** The card of what fewer bits cost: a table, on narrow screens a list for each format, and what its columns mean. */
import type { JSX } from 'preact';
import type { FidelityColumn, ShownFidelity, ShownFormat } from './fidelity';

interface Head {
  readonly title: string;
  readonly unit: string;
  /** Beside a figure, where the table has no room for columns. */
  readonly label: string;
}

const HEADS: Readonly<Record<FidelityColumn, Head>> = {
  decode: { title: 'Decode', unit: 'tokens/s', label: 'Decode, tokens/s' },
  weights: { title: 'Weights', unit: 'of the timed model', label: 'Weights' },
  perplexity: { title: 'Perplexity', unit: 'and against FP16', label: 'Perplexity' },
  kl: { title: 'KL to FP16', unit: 'nats', label: 'KL to FP16, nats' },
  top1: { title: 'Same next token', unit: 'top-1', label: 'Same next token' },
  weightError: { title: 'Weight error', unit: 'relative', label: 'Weight error' },
};

const TERMS: readonly (readonly [string, string])[] = [
  [
    'Perplexity',
    'How unsure the model is of the text: as if it chose among this many tokens each time. Lower is better.',
  ],
  ['KL to FP16', 'How far its prediction of the next token is from that of FP16, in nats. 0 means the same.'],
  ['Same next token', 'How often its most likely next token is that of FP16, given the same text so far.'],
  ['Weight error', 'How far the rounded weights are from FP16’s, as a share of their size (root mean square).'],
];

interface FidelityCardProps {
  readonly shown: ShownFidelity;
  readonly open: boolean;
}

const IN_SHORT: Readonly<Record<ShownFidelity['basis'], string>> = {
  measured: 'Fable read a text here in each format.',
  reference: 'A reference stands here: this run did not measure it.',
};

export function FidelityCard({ shown: { basis, passage, rows }, open }: FidelityCardProps): JSX.Element {
  return (
    <details class="card folded printed after-run" id="fidelity" data-state={basis} data-testid="fidelity" open={open}>
      <summary>
        <h2 id="fidelity-heading">What fewer bits cost</h2>
        <span class="picture-says">{IN_SHORT[basis]}</span>
      </summary>
      <p class="hint">
        Fewer bits per weight (quantisation) make a model smaller and faster, but not quite the same. Fable, a small
        model, reads a text that it was not trained on in each format, and is compared with itself at FP16.
      </p>
      <p class="hint">
        <span id="fidelity-passage" data-testid="fidelity-passage">
          {passage}
        </span>{' '}
        <strong class="software-note" id="fidelity-software" data-testid="fidelity-software">
          Software adapter: this is not a GPU’s speed
        </strong>
      </p>
      <div class="fidelity-box" role="region" aria-label="Table of what fewer bits cost" tabIndex={0}>
        <table class="fidelity" id="fidelity-table" data-testid="fidelity-table" role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                Format
              </th>
              {Object.values(HEADS).map(({ title, unit }) => (
                <th key={title} role="columnheader" scope="col">
                  {title} <span class="unit">{unit}</span>
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
        <summary>What these columns mean</summary>
        <dl class="fidelity-terms">
          {TERMS.map(([term, meaning]) => (
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
        <td key={column} role="cell" data-column={column} data-label={HEADS[column].label}>
          <span class="value">{value}</span>
          <span class="note">{note}</span>
        </td>
      ))}
    </tr>
  );
}

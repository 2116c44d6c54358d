/** Draws what quantisation costs: for each format speed, memory and fidelity side by side. What the cells say is report/fidelity-table's. */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { isMeasured, referenceBeside } from '../../report/fidelity-reference/reference';
import { passageText, type FidelityParts } from '../../report/fidelity-reference/shown';
import { costRows, type CostRow } from '../../report/fidelity-table';
import { find, make, setText, setTexts } from '../dom/find';
import type { View } from '../dom/view';
import { hasEnded, type RunState } from '../state/page-state';

type Column = 'decode' | 'weights' | 'perplexity' | 'kl' | 'top1' | 'weightError';
/** With the words that stand beside a figure where the table has no room for columns. */
const COLUMNS: Readonly<Record<Column, string>> = {
  decode: 'Decode, tokens/s',
  weights: 'Weights',
  perplexity: 'Perplexity',
  kl: 'KL to FP16, nats',
  top1: 'Same next token',
  weightError: 'Weight error',
};
const COLUMN_NAMES = Object.keys(COLUMNS).filter((name): name is Column => name in COLUMNS);

interface Cell {
  readonly value: string;
  readonly note: string;
}

const NOTHING: Cell = { value: '–', note: '' };

export function createFidelity(): View {
  const section = find('fidelity');
  const rows = new Map(MODEL_FORMATS.map((format) => [format, makeRow(format)]));
  find('fidelity-body').replaceChildren(...rows.values());
  return ({ run }, { formats }) => {
    const parts = partsOf(run);
    // Speeds of a run that still goes on stand in the results table; here they are shown beside fidelity.
    const costs = costRows({ ...parts, results: run.record.entries.map(({ entry }) => entry) });
    setText('fidelity-passage', passage(run, parts));
    section.dataset['state'] = isMeasured(parts.fidelity)
      ? 'measured'
      : parts.fidelityReference === null
        ? 'waiting'
        : 'reference';
    for (const [format, row] of rows) {
      const cost = costs.find((one) => one.format === format) ?? null;
      row.hidden = !formats.includes(format) && cost === null;
      row.dataset['check'] = cost?.check ?? '';
      for (const [index, column] of COLUMN_NAMES.entries()) {
        const { value, note } = cellOf(cost, column);
        setTexts(row.cells[index + 1], value, note);
      }
    }
  };
}

/** The reference stands here once it is known that the run measures no figures of its own. */
function partsOf(run: RunState): FidelityParts {
  const { fidelity } = run.record;
  const formats = run.options?.formats ?? [];
  return { fidelity, fidelityReference: isLeftOut(run) ? referenceBeside(fidelity, formats) : null };
}

function passage(run: RunState, parts: FidelityParts): string {
  const known = isMeasured(parts.fidelity) || parts.fidelityReference !== null;
  if (known) return passageText(parts);
  return run.options === null ? ABOUT : 'Measured at the end of the run, after the speeds.';
}

const ABOUT = 'Measured at the end of a run, after the speeds; a reference stands here where it measures none.';

/** It was not asked for, or the run is over without figures of its own. */
export function isLeftOut(run: Pick<RunState, 'record' | 'options' | 'phase'>): boolean {
  if (isMeasured(run.record.fidelity) || run.options === null) return false;
  return run.options.fidelity === null || hasEnded(run);
}

/** Its roles are said in so many words, because a narrow screen lays the rows out as lists. */
function makeRow(format: ModelFormat): HTMLTableRowElement {
  const cells = COLUMN_NAMES.map((column) => {
    const data = { column, label: COLUMNS[column] };
    return make('td', { role: 'cell', data }, make('span', { class: 'value' }), make('span', { class: 'note' }));
  });
  const head = make('th', { text: format.toUpperCase(), scope: 'row', role: 'rowheader' });
  return make('tr', { role: 'row', data: { format } }, head, ...cells);
}

export function cellOf(cost: CostRow | null, column: Column): Cell {
  if (cost === null) return NOTHING;
  if (cost.check === 'failed' && column === 'perplexity') return { value: 'failed', note: '' };
  const value = cost[column];
  if (value === '') return cost.format === 'fp16' && column !== 'decode' ? REFERENCE : NOTHING;
  return { value, note: noteOf(cost, column) };
}

const REFERENCE: Cell = { value: '–', note: 'the measure' };

function noteOf({ change, bitsPerWeight, basis, check }: CostRow, column: Column): string {
  if (column === 'perplexity') {
    if (check === 'differs from the reference') return 'not as it should be';
    return [change, basis === 'reference' ? 'reference' : ''].filter((text) => text !== '').join(', ');
  }
  if (column === 'weights') return `${bitsPerWeight} bits/weight`;
  return '';
}

/** Draws what quantisation costs: for each format speed, memory and fidelity side by side. What the cells say is report/fidelity-table's. */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { costRows, passageText, type CostRow } from '../../report/fidelity-table';
import { find, make, setHidden, setText } from '../dom/find';
import { hasEnded, type PageState, type RunOptions, type RunState } from '../state/page-state';
import { SOFTWARE_NOTE } from './gpu-facts';

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

export function createFidelity(): (state: PageState, options: RunOptions) => void {
  const section = find('fidelity', HTMLElement);
  const body = find('fidelity-body', HTMLTableSectionElement);
  const rows = new Map(MODEL_FORMATS.map((format) => [format, makeRow(format)]));
  body.replaceChildren(...rows.values());
  return ({ run, gpu }, formOptions) => {
    const { formats } = run.options ?? formOptions;
    const costs = rowsOf(run);
    const software = gpu.kind === 'known' && gpu.description.adapter.software;
    setText(find('fidelity-software', HTMLElement), software ? SOFTWARE_NOTE : '');
    setText(find('fidelity-passage', HTMLElement), passage(run));
    // Not measured: the sentence that says so stands alone, without a table that stays empty.
    section.dataset['state'] = run.fidelity !== null ? 'measured' : isLeftOut(run) ? 'none' : 'waiting';
    for (const [format, row] of rows) {
      const cost = costs.find((one) => one.format === format) ?? null;
      setHidden(row, !formats.includes(format) && cost === null);
      row.dataset['check'] = cost?.check ?? '';
      for (const [index, column] of COLUMN_NAMES.entries()) drawCell(row.cells[index + 1], cellOf(cost, column));
    }
  };
}

/** Speeds of a run that still goes on stand in the results table; here they are shown once fidelity is known. */
const rowsOf = ({ fidelity, entries }: RunState): readonly CostRow[] =>
  costRows({ fidelity, results: entries.map(({ entry }) => entry) });

function passage(run: RunState): string {
  if (run.fidelity !== null) return passageText(run.fidelity);
  return isLeftOut(run) ? 'Not measured in this run.' : 'Measured at the end of a run, after the speeds.';
}

/** It was not asked for, or the run is over without it. */
export function isLeftOut(run: Pick<RunState, 'fidelity' | 'options' | 'phase'>): boolean {
  if (run.fidelity !== null || run.options === null) return false;
  return run.options.fidelity === null || hasEnded(run);
}

function makeRow(format: ModelFormat): HTMLTableRowElement {
  const head = make('th', { text: format.toUpperCase() });
  head.scope = 'row';
  const cells = COLUMN_NAMES.map((column) =>
    make(
      'td',
      { data: { column, label: COLUMNS[column] } },
      make('span', { class: 'value' }),
      make('span', { class: 'note' }),
    ),
  );
  // Said in so many words, because a narrow screen lays the rows out as lists.
  head.setAttribute('role', 'rowheader');
  for (const cell of cells) cell.setAttribute('role', 'cell');
  const made = make('tr', { data: { format } }, head, ...cells);
  made.setAttribute('role', 'row');
  return made;
}

function drawCell(cell: HTMLTableCellElement | undefined, { value, note }: Cell): void {
  const [first, second] = cell?.children ?? [];
  if (first !== undefined) setText(first, value);
  if (second !== undefined) setText(second, note);
}

export function cellOf(cost: CostRow | null, column: Column): Cell {
  if (cost === null) return NOTHING;
  if (cost.check === 'failed' && column === 'perplexity') return { value: 'failed', note: '' };
  const value = cost[column];
  if (value === '') return cost.format === 'fp16' && column !== 'decode' ? REFERENCE : NOTHING;
  return { value, note: noteOf(cost, column) };
}

const REFERENCE: Cell = { value: '–', note: 'the measure' };

function noteOf({ change, bitsPerWeight, check }: CostRow, column: Column): string {
  if (column === 'perplexity') return check === 'differs from the reference' ? 'not as it should be' : change;
  if (column === 'weights') return `${bitsPerWeight} bits/weight`;
  return '';
}

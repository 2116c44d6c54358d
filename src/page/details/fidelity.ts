/** What quantisation costs, as data: for each format speed, memory and fidelity side by side. What the cells say is report/fidelity-table's. */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { isMeasured, referenceBeside } from '../../report/fidelity-reference/reference';
import { DIFFERS, passageText, type FidelityParts } from '../../report/fidelity-reference/shown';
import { costRows, type CostRow } from '../../report/fidelity-table';
import { hasEnded, type RunState } from '../state/page-state';
import { WORDS } from './catalogue/words';

export type FidelityColumn = 'decode' | 'weights' | 'perplexity' | 'kl' | 'top1' | 'weightError';

export interface FidelityCell {
  readonly column: FidelityColumn;
  readonly value: string;
  readonly note: string;
}

export interface ShownFormat {
  readonly format: ModelFormat;
  readonly check: string;
  readonly cells: readonly FidelityCell[];
}

export interface ShownFidelity {
  readonly basis: 'measured' | 'reference';
  /** Who read what, and where. */
  readonly passage: string;
  readonly rows: readonly ShownFormat[];
}

/** In the order of the table. */
export const COLUMNS: readonly FidelityColumn[] = ['decode', 'weights', 'perplexity', 'kl', 'top1', 'weightError'];

/** Null before there is something to say. */
export function fidelityOf(run: RunState): ShownFidelity | null {
  const parts = partsOf(run);
  const measured = isMeasured(parts.fidelity);
  if (!measured && parts.fidelityReference === null) return null;
  const costs = costRows({ ...parts, results: run.record.entries.map(({ entry }) => entry) });
  const rows = MODEL_FORMATS.flatMap((format) => costs.find((one) => one.format === format) ?? []);
  return {
    basis: measured ? 'measured' : 'reference',
    passage: passageText(parts),
    rows: rows.map((cost) => ({
      ...{ format: cost.format, check: cost.check },
      cells: COLUMNS.map((column) => ({ column, ...cellOf(cost, column) })),
    })),
  };
}

/** The reference stands here once it is known that the run measures no figures of its own. */
function partsOf(run: RunState): FidelityParts {
  const { fidelity } = run.record;
  const formats = run.options?.formats ?? [];
  return { fidelity, fidelityReference: isLeftOut(run) ? referenceBeside(fidelity, formats) : null };
}

/** It was not asked for, or the run is over without figures of its own. */
export function isLeftOut(run: Pick<RunState, 'record' | 'options' | 'phase'>): boolean {
  if (isMeasured(run.record.fidelity) || run.options === null) return false;
  return run.options.fidelity === null || hasEnded(run);
}

type Cell = Omit<FidelityCell, 'column'>;

const NOTHING: Cell = { value: '–', note: '' };
const REFERENCE: Cell = { value: '–', note: WORDS.fidelity.measure };

export function cellOf(cost: CostRow, column: FidelityColumn): Cell {
  if (cost.check === 'failed' && column === 'perplexity') return { value: WORDS.fidelity.failed, note: '' };
  const value = cost[column];
  if (value === '') return cost.format === 'fp16' && column !== 'decode' ? REFERENCE : NOTHING;
  return { value, note: noteOf(cost, column) };
}

function noteOf({ change, bitsPerWeight, basis, check }: CostRow, column: FidelityColumn): string {
  if (column === 'perplexity') {
    if (check === DIFFERS) return WORDS.fidelity.otherwise;
    return [change, basis === 'reference' ? WORDS.fidelity.reference : ''].filter((text) => text !== '').join(', ');
  }
  if (column === 'weights') return WORDS.fidelity.bits(bitsPerWeight);
  return '';
}

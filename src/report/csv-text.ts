/** Rows as CSV (RFC 4180): numbers as JSON has them, so that reading them gives the same doubles; a cell that a spreadsheet would run is made text. */
import Papa from 'papaparse';
import { printable } from './outside-text';

export type Cell = string | number | boolean | null;

/**
 * Text that begins as a formula does gets an apostrophe before it. An id of a run may begin with a minus and runs nothing: it is left, so that
 * it finds its run.
 */
const FORMULA = /^(?!-[\w-]{21}$)[=+\-@\t\r]/;

export function csvText(fields: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const text = Papa.unparse(
    { fields: [...fields], data: rows.map((row) => row.map(safe)) },
    { newline: '\r\n', escapeFormulae: FORMULA },
  );
  return `${text}\r\n`;
}

function safe(cell: Cell): string | number {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return String(cell);
  return typeof cell === 'string' ? printable(cell) : cell;
}

/** Rows as CSV (RFC 4180): numbers as JSON has them, so that reading them gives the same doubles; a cell that a spreadsheet would run is made text. */
import Papa from 'papaparse';
import { printable } from './outside-text';

export type Cell = string | number | boolean | null;

export const csvText = (fields: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  csvLines([fields, ...rows]);

/** Rows alone, empty for none: a file may be written piece by piece, and its head is a row like any other. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  const text = Papa.unparse(
    rows.map((row) => row.map(safe)),
    // Text that begins as a formula does (=, +, -, @, tab) gets an apostrophe before it.
    { newline: '\r\n', escapeFormulae: true },
  );
  return rows.length === 0 ? '' : `${text}\r\n`;
}

function safe(cell: Cell): string | number {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return String(cell);
  return typeof cell === 'string' ? printable(cell) : cell;
}

/** A line of CSV (RFC 4180): numbers as JSON has them, texts on one line, and none that a spreadsheet would run. */
import { plainName } from '../../../../src/report/outside-text';

export type Cell = string | number | boolean | Date | null;

/** Characters of a text. */
const LONGEST = 400;

export const lineOf = (cells: readonly Cell[]): string => `${cells.map((cell) => quoted(textOf(cell))).join(',')}\r\n`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** What is made of these letters alone cannot be run, whatever it begins with. */
const HARMLESS = /^[\w-]*$/;

/** Of a time its day alone. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== 'string') return String(cell);
  const plain = plainName(cell, LONGEST);
  return /^[=+\-@]/.test(plain) && !HARMLESS.test(plain) ? `'${plain}` : plain;
}

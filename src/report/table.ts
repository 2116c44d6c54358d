/** Tables: what stands in their columns, for page and terminal, and Markdown whose columns are padded, so that it reads in both. */
import { inMarkdown, oneLine } from './outside-text';
import type { AdapterDescription } from './schema';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A column, and what it says of a row. */
export interface ColumnOf<Row> extends Column {
  readonly cell: (row: Row) => string;
}

export const left = <Row>(title: string, cell: (row: Row) => string): ColumnOf<Row> => ({ title, align: 'left', cell });
export const right = <Row>(title: string, cell: (row: Row) => string): ColumnOf<Row> => ({
  ...left(title, cell),
  align: 'right',
});

/** A table as text in plain cells. */
export interface Sheet {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export function sheetOf<Row>(columns: readonly ColumnOf<Row>[], rows: readonly Row[]): Sheet {
  return { columns, rows: rows.map((row) => columns.map(({ cell }) => cell(row))) };
}

export const sheetMarkdown = ({ columns, rows }: Sheet, escape = inCell): string =>
  markdownTable(
    columns,
    rows.map((row) => row.map(escape)),
  );

/** Text of a Markdown report between its title and its table; nothing where the table has no rows. */
export const sheetSection = (title: string, about: string, sheet: Sheet): string =>
  sheet.rows.length === 0
    ? ''
    : [`## ${title}`, about, sheetMarkdown(sheet, inMarkdown)].filter((text) => text !== '').join('\n\n');

/** Behind what a report says of a table of speeds, so that a table copied alone still tells what it is. */
export const softwareMark = ({ software }: AdapterDescription): string =>
  software ? ' **Software adapter, not a GPU.**' : '';

/** One line that ends no cell. */
export const inCell = (text: string): string => oneLine(text).replaceAll('|', '\\|');

/** Cells come escaped. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, ...[title, ...rows.map((row) => row[index] ?? '')].map(displayWidth)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${columns.map((column, index) => pad(cells[index] ?? '', widths[index] ?? 0, column.align)).join(' | ')} |`;
  const rule = columns.map(({ align }, index) => {
    const dashes = '-'.repeat((widths[index] ?? 3) - 1);
    return align === 'right' ? `${dashes}:` : `-${dashes}`;
  });
  return [line(columns.map(({ title }) => title)), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Code points stand for columns: right for all that Tokamark writes itself, near enough for names from outside. */
const displayWidth = (text: string): number => Array.from(text).length;

function pad(text: string, width: number, align: Column['align']): string {
  const fill = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? fill + text : text + fill;
}

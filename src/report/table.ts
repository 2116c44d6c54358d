/** A Markdown table whose columns are padded, so that it reads as well in a terminal as rendered. Cells come escaped. */

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

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

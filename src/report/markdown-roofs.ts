/** The Markdown report's section of measured roofs: what the device could do at most, and what decode made of it. */
import { roofRows, shareRows } from './roofs';
import type { Result } from './schema';
import { inMarkdown } from './outside-text';
import { markdownTable } from './table';

export function roofsSection({ roofs, results, adapter }: Result): string {
  if (roofs === null || roofs === undefined) return '';
  const rows = roofRows(roofs);
  if (rows.length === 0) return '';
  const shares = shareRows(results).map(({ name, value, range }) => [inMarkdown(name), value, range, '']);
  const columns = [
    { title: 'at most', align: 'left' },
    { title: 'median', align: 'right' },
    { title: 'interval', align: 'right' },
    { title: 'measured with', align: 'left' },
  ] as const;
  const text = adapter.software
    ? '**Software adapter, not a GPU**: these are roofs of the processor that imitates one.'
    : 'Measured in this run with kernels that do one thing only; matrix units, which WebGPU does not reach, are not among them.';
  const table = markdownTable(columns, [
    ...rows.map(({ name, value, range, how }) => [name, value, range, how]),
    ...shares,
  ]);
  return ['## Measured roofs', text, table].join('\n\n');
}

/** What the device could do at most, and what decode made of it. Null where it was not measured. */
import { roofRows, shareRows } from '../roofs';
import type { Result } from '../schema';
import { roofsSchema } from '../schema/roofs';
import { inMarkdown } from '../outside-text';
import { markdownTable } from '../table';
import { everywhere, type ResultPart } from './part';

const schema = roofsSchema.nullable();

function section({ roofs: measured, results, adapter }: Result): string {
  if (measured === null || measured === undefined) return '';
  const rows = roofRows(measured);
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

export const roofs: ResultPart<typeof schema> = {
  schema,
  empty: null,
  fold: (before, told) => (told.type === 'roofs' ? told.roofs : before),
  markdown: everywhere(section),
};

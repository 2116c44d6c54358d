/** The roofs, and what decode made of them, in Markdown. */
import { roofSheet } from '../roofs';
import type { Result } from '../schema';
import { sheetSection } from '../table';
import type { ResultPart } from './part';

function section({ roofs: measured, results, adapter }: Result): string {
  if (measured === null) return '';
  const text = adapter.software
    ? '**Software adapter, not a GPU**: these are roofs of the processor that imitates one.'
    : 'Measured in this run, by kernels that do one thing each. WebGPU cannot use matrix units, so they do not count.';
  return sheetSection('Measured roofs', text, roofSheet(measured, results));
}

export const roofs: ResultPart<'roofs'> = {
  fold: (before, told) => (told.type === 'roofs' ? told.roofs : before),
  markdown: section,
};

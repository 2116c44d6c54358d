/** What a command gives, as a person at a terminal reads it: `name: value`, one row a paragraph. Nothing from outside can move the cursor. */
import { oneLine } from '../../../../src/report/outside-text';

/** @param value of rows, of one row, or of anything that JSON has */
export function asText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing\n' : value.map(paragraph).join('\n');
  return paragraph(value);
}

function paragraph(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${cell(value)}\n`;
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== '')
    .map(([name, inner]) => `${oneLine(name)}: ${cells(inner)}\n`)
    .join('');
}

function cells(value: unknown): string {
  if (!Array.isArray(value)) return cell(value);
  return value.length === 0 ? 'none' : value.map((inner) => `\n  ${cell(inner)}`).join('');
}

function cell(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(cell).join(' ');
  if (typeof value !== 'object' || value === null) return oneLine(String(value));
  const parts = Object.entries(value).filter(([, inner]) => inner !== '' && inner !== null);
  return parts.map(([name, inner]) => `${oneLine(name)} ${cell(inner)}`).join(', ');
}

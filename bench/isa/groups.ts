/** Programs of one kernel in one variant, whatever their shapes and formats: the rows of the tables. */
import type { CompiledFigures } from './null-hardware';

export interface Group {
  /** `gemv (lanes32 rows1 slices8)` */
  readonly title: string;
  readonly programs: readonly CompiledFigures[];
}

/** In alphabetical order, numbers by their size. @param detail whether formats are apart too */
export function groupsOf(programs: readonly CompiledFigures[], detail: 'by format' | null = null): readonly Group[] {
  const groups = new Map<string, CompiledFigures[]>();
  for (const program of programs) {
    const title = titleOf(program.label, detail);
    groups.set(title, [...(groups.get(title) ?? []), program]);
  }
  const order = new Intl.Collator('en', { numeric: true });
  return [...groups].map(([title, own]) => ({ title, programs: own })).sort((a, b) => order.compare(a.title, b.title));
}

/**
 * A label is a use's id: the kernel, its shape, its variant in brackets. The phase of attention and the arithmetic of a matrix
 * product make another kernel in all but name.
 */
function titleOf(label: string, detail: 'by format' | null): string {
  const [kernel = ''] = label.split(' ', 1);
  const words = label.match(/\b(?:decode|prefill|a8)\b/g) ?? [];
  const format = detail === null ? null : /\b(?:fp16|int8|int4|mxfp4|nvfp4)\b/.exec(label);
  const variant = /\([^)]*\)$/.exec(label);
  return [kernel, ...words, ...[format, variant].flatMap((found) => found?.[0] ?? [])].join(' ');
}

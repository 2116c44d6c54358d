/** Programs of one kernel in one variant, whatever their shapes and formats: the rows of the tables. */
import type { CompiledFigures } from './null-hardware';

export interface Group {
  /** `gemv (lanes32 rows1 slices8)` */
  readonly title: string;
  readonly programs: readonly CompiledFigures[];
}

/** In alphabetical order, numbers by their size. */
export function groupsOf(programs: readonly CompiledFigures[]): readonly Group[] {
  const groups = new Map<string, CompiledFigures[]>();
  for (const program of programs) {
    const title = titleOf(program.label);
    groups.set(title, [...(groups.get(title) ?? []), program]);
  }
  const order = new Intl.Collator('en', { numeric: true });
  return [...groups].map(([title, own]) => ({ title, programs: own })).sort((a, b) => order.compare(a.title, b.title));
}

/** A label is a use's id: kernel, shape, variant in brackets. Another phase or arithmetic is another kernel in all but name. */
function titleOf(label: string): string {
  const [kernel = ''] = label.split(' ', 1);
  const phase = /\b(?:decode|prefill|a8)\b/.exec(label)?.[0];
  const variant = /\([^)]*\)$/.exec(label)?.[0];
  return [kernel, phase, variant].filter((part) => part !== undefined).join(' ');
}

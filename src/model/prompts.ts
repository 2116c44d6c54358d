/** Prompts as rows of passes. */
import { run, type Row } from '../kernels/rows';

/** Tokens of a sequence, from `position` on. */
export interface Prompt extends Row {
  readonly tokens: readonly number[];
}

export interface PromptRows {
  /** One prompt behind the other. */
  readonly rows: readonly Row[];
  /** Of each prompt, the index of its last row. */
  readonly ends: readonly number[];
}

/** @throws RangeError for no prompt or an empty one, and for two of one sequence */
export function rowsOf(prompts: readonly Prompt[]): PromptRows {
  if (prompts.length === 0 || prompts.some(({ tokens }) => tokens.length === 0)) {
    throw new RangeError('a prompt has at least one token');
  }
  if (new Set(prompts.map(({ sequence }) => sequence)).size < prompts.length) {
    throw new RangeError('two prompts of one sequence');
  }
  const rows = prompts.flatMap(({ sequence, position, tokens }) => run(position, tokens.length, sequence));
  const ends = rows.flatMap(({ sequence }, row) => (rows[row + 1]?.sequence === sequence ? [] : [row]));
  return { rows, ends };
}

/** Every row `count` positions on. */
export const onBy = (rows: readonly Row[], count: number): readonly Row[] =>
  rows.map(({ sequence, position }) => ({ sequence, position: position + count }));

/** The rows at rising indices. */
export const rowsAt = (rows: readonly Row[], at: readonly number[]): readonly Row[] =>
  rows.filter((_, index) => at.includes(index));

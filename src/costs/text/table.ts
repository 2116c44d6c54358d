/** A text's tokens and cost as cells, and as a Markdown table of them. Not how they are counted. */
import { showBand } from '../../report/two-digits';
import { oneLine } from '../../report/outside-text';
import { markdownTable } from '../../report/table';
import type { Charged } from '../charged';
import { costPerThousandWords, type TextCount } from './measure';

export const textTitles = [
  'tokenizer',
  'characters',
  'words',
  'tokens',
  'characters per token',
  'tokens per 1,000 words',
  'cost per 1,000 words',
] as const;

/** In the order of the titles. */
export function textCells(count: TextCount, { value, currency }: Charged): readonly string[] {
  const { tokensPerThousandWords: tokens } = count;
  return [
    count.tokenizer,
    String(count.characters),
    String(count.words),
    String(count.tokens),
    count.charactersPerToken.toFixed(2),
    tokens === null ? '-' : String(Math.round(tokens)),
    value === null || tokens === null ? '-' : showBand(costPerThousandWords(tokens, value), currency ?? ''),
  ];
}

export function textTable(counts: readonly TextCount[], charged: Charged): string {
  return markdownTable(
    textTitles.map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' })),
    counts.map((count) => textCells(count, charged).map((cell) => oneLine(cell).replaceAll('|', '\\|'))),
  );
}

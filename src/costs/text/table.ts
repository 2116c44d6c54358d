/** A text's tokens and cost as a Markdown table. Not how they are counted. */
import type { PerMillionTokens } from '../../foundation/energy-units';
import { oneLine } from '../../report/outside-text';
import { markdownTable, type Column } from '../../report/table';
import type { Band } from '../../energy/band';
import type { Currency } from '../../energy/money';
import { showBand } from '../../report/two-digits';
import { costPerThousandWords, type TextCount } from './measure';

const COLUMNS: readonly Column[] = [
  { title: 'tokenizer', align: 'left' },
  { title: 'characters', align: 'right' },
  { title: 'words', align: 'right' },
  { title: 'tokens', align: 'right' },
  { title: 'characters a token', align: 'right' },
  { title: 'tokens per 1,000 words', align: 'right' },
  { title: 'cost per 1,000 words', align: 'right' },
];

/** @param price of a million tokens; null where none is known */
export function textTable(
  counts: readonly TextCount[],
  price: Band<PerMillionTokens> | null,
  currency: Currency | null,
): string {
  const rows = counts.map((count) => [
    oneLine(count.tokenizer).replaceAll('|', '\\|'),
    String(count.characters),
    String(count.words),
    String(count.tokens),
    count.charactersPerToken.toFixed(2),
    count.tokensPerThousandWords === null ? '-' : String(Math.round(count.tokensPerThousandWords)),
    price === null || count.tokensPerThousandWords === null
      ? '-'
      : showBand(costPerThousandWords(count.tokensPerThousandWords, price), currency ?? ''),
  ]);
  return markdownTable(COLUMNS, rows);
}

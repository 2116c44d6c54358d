/** A text's tokens and cost as a table. */
import { left, right, sheetOf, type Sheet } from '../../report/table';
import { showBand } from '../../report/two-digits';
import type { Charged } from '../charged';
import { costPerThousandWords, type TextCount } from './measure';

export function textSheet(counts: readonly TextCount[], { value, currency }: Charged): Sheet {
  return sheetOf<TextCount>(
    [
      left('tokenizer', ({ tokenizer }) => tokenizer),
      right('characters', ({ characters }) => String(characters)),
      right('words', ({ words }) => String(words)),
      right('tokens', ({ tokens }) => String(tokens)),
      right('characters per token', ({ charactersPerToken }) => charactersPerToken.toFixed(2)),
      right('tokens per 1,000 words', ({ tokensPerThousandWords: tokens }) =>
        tokens === null ? '-' : String(Math.round(tokens)),
      ),
      right('cost per 1,000 words', ({ tokensPerThousandWords: tokens }) =>
        value === null || tokens === null ? '-' : showBand(costPerThousandWords(tokens, value), currency ?? ''),
      ),
    ],
    counts,
  );
}

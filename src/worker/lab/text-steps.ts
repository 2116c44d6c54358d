/** The steps of a greedy text, each with the two tokens that were most likely, from the logits that the model had there. */
import type { Writing } from '../../benchmark/story';
import type { Candidate, TextStep } from '../../lab/text';
import type { TextTokenizer } from '../../model/files/tokenizer';
import { argmax, logSumExp } from '../../model/parity/logits';

/** One for each token, and one for the token that ended the text. */
export function stepsOf(
  tokenizer: TextTokenizer,
  prompt: readonly number[],
  { tokens, stopped, logits }: Pick<Writing, 'tokens' | 'stopped' | 'logits'>,
  vocabSize: number,
): TextStep[] {
  if (logits === null) return [];
  const stream = tokenizer.createStream();
  const shown = stopped === 'end-of-text' ? tokens.length + 1 : tokens.length;
  let before = prompt.at(-1);
  return Array.from({ length: shown }, (_, i) => {
    const row = logits.subarray(i * vocabSize, (i + 1) * vocabSize);
    const total = logSumExp(row);
    const probability = (token: number): number => Math.exp((row[token] ?? -Infinity) - total);
    const candidate = (token: number): Candidate => ({
      ...{ token, probability: probability(token) },
      text: textAfter(tokenizer, before, token),
    });
    const first = argmax(row);
    const candidates = [candidate(first), candidate(secondOf(row, first))] as const;
    const token = tokens[i];
    // Which of several end-of-text tokens it was, nobody kept: it was the likeliest of all.
    const taken = token ?? first;
    before = taken;
    const ends = token === undefined;
    return { token: taken, text: ends ? '' : stream.push(taken), probability: probability(taken), candidates, ends };
  });
}

function secondOf(row: Float32Array, first: number): number {
  let [best, highest] = [-1, -Infinity];
  row.forEach((logit, token) => {
    if (token !== first && logit > highest) [best, highest] = [token, logit];
  });
  return best;
}

/** What a token adds to a text: some tokenizers drop the space before the first. */
function textAfter(tokenizer: TextTokenizer, before: number | undefined, token: number): string {
  const stream = tokenizer.createStream();
  if (before !== undefined) stream.push(before);
  return stream.push(token) + stream.flush();
}

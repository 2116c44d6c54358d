/** llama.cpp's server takes text alone: here is the text of a prompt's tokens, where the same tokens are read of it again. */
import { TokamarkError } from '../../foundation/errors';
import type { TextTokenizer } from '../../model/files/tokenizer';
import { plainName } from '../../report/outside-text';

/** @throws TokamarkError `peer` where the text would be read as other tokens */
export function spelled(tokenizer: Pick<TextTokenizer, 'encode' | 'decode'>, tokens: readonly number[]): string {
  const text = tokenizer.decode(tokens);
  const read = tokenizer.encode(text);
  if (read.length === tokens.length && read.every((token, i) => token === tokens[i])) return text;
  throw new TokamarkError({
    code: 'peer',
    message: `wllama takes text alone, and the text of these ${tokens.length} tokens, “${plainName(text.slice(-40), 40)}” at its end, is read as ${read.length} others.`,
    where: 'wllama',
    remedy: 'Take a prompt, or a depth, of a token more or less.',
  });
}

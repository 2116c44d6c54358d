/** llama.cpp's server takes text alone: here is the text of a prompt's tokens, where the same tokens are read of it again. */
import type { TextTokenizer } from '../../model/files/tokenizer';

/** @throws Error where the text would be read as other tokens */
export function spelled(tokenizer: Pick<TextTokenizer, 'encode' | 'decode'>, tokens: readonly number[]): string {
  const text = tokenizer.decode(tokens);
  const read = tokenizer.encode(text);
  if (read.length === tokens.length && read.every((token, i) => token === tokens[i])) return text;
  throw new Error(
    `wllama takes text alone, and the text of these ${tokens.length} tokens, “${text.slice(-40)}” at its end, is read as ${read.length} others`,
  );
}

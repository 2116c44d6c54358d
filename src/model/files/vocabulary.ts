/**
 * Which ids of a tokenizer the model's embedding has a row for. Added tokens may lie beyond it, as `[PAD]` does where the embedding
 * was not resized: then only a text that uses one is refused. A vocabulary that does not fit is another model's.
 */
import { TokamarkError } from '../../foundation/errors';
import { shown } from './json';
import type { TextTokenizer } from './tokenizer';

/**
 * The tokenizer, whose `encode` refuses a text with an id that the embedding lacks.
 * @param file tokenizer.json's name in messages
 * @throws TokamarkError `tokenizer` where a token beyond the embedding is none of added_tokens
 */
export function withinVocabulary(tokenizer: TextTokenizer, vocabSize: number, file: string): TextTokenizer {
  for (let id = vocabSize; id < tokenizer.vocabSize; id++) {
    const token = tokenizer.token(id);
    if (token !== undefined && !token.added) throw otherModel(tokenizer, vocabSize, file);
  }
  if (tokenizer.vocabSize <= vocabSize) return tokenizer;
  return {
    ...tokenizer,
    encode: (text) => {
      const ids = tokenizer.encode(text);
      assertEmbedded(ids, tokenizer, vocabSize, file);
      return ids;
    },
  };
}

/** @throws TokamarkError `tokenizer` that names the first of `ids` without a row in the embedding, and its token */
export function assertEmbedded(
  ids: readonly number[],
  tokenizer: TextTokenizer,
  vocabSize: number,
  file: string,
): void {
  const beyond = ids.find((id) => id >= vocabSize);
  if (beyond === undefined) return;
  const name = shown(tokenizer.token(beyond)?.text ?? '');
  throw new TokamarkError({
    code: 'tokenizer',
    message: `The text uses ${name}, which ${file} gives the id ${beyond}, and the model's embedding has ids up to ${vocabSize - 1} only (vocab_size in config.json).`,
    where: name,
    remedy: `Leave ${name} out of the text, or take a model whose embedding was resized for it.`,
  });
}

const otherModel = (tokenizer: TextTokenizer, vocabSize: number, file: string): TokamarkError =>
  new TokamarkError({
    code: 'tokenizer',
    message: `${file} has token ids up to ${tokenizer.vocabSize - 1}, but config.json says vocab_size ${vocabSize}.`,
    where: file,
    remedy: 'Check that tokenizer.json and config.json come from the same model.',
  });

/**
 * Text to token ids and back, for the tokenizer.json of a Llama-architecture folder: the ids of Hugging Face's `tokenizers`, or a
 * refusal that names what is not read. Not a chat template, and `encode` adds no BOS or other special token: `prefix` and
 * `suffix` say which the file asks for.
 */

import { parseJsonObject } from './json';
import { readTokenizer } from './tokenizer/read';

export interface TextTokenizer {
  /** One above the highest id; ids below it need not all have a token. */
  readonly vocabSize: number;
  /** What tokenizer.json's post-processor puts before one text (BOS), and after it (EOS); empty where it puts nothing. */
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
  /** The token of an id, and whether it is one of added_tokens; undefined where no token has it. */
  token(id: number): Token | undefined;
  /** No special token is added, nor prefix or suffix; one that the text spells out (`<|endoftext|>`) is recognised. */
  encode(text: string): number[];
  /** The text of the ids, without special tokens; an id that has no token (a padded vocabulary's) adds nothing. */
  decode(ids: readonly number[]): string;
  /** For text that is shown while it is generated; what all pushes and the flush give, joined, is `decode` of the ids. */
  createStream(): TextStream;
}

export interface Token {
  readonly text: string;
  readonly added: boolean;
}

export interface TextStream {
  /** The text that this id completes; empty while a character lacks bytes. */
  push(id: number): string;
  /** The rest, with U+FFFD for a character that stayed incomplete. The stream then starts afresh. */
  flush(): string;
}

/** `file` names tokenizer.json in messages. @throws TokamarkError `tokenizer` */
export function openTokenizer(tokenizerJson: string, tokenizerConfigJson: string | null, file: string): TextTokenizer {
  const tokenizer = readTokenizer(parseJsonObject(tokenizerJson, file, 'tokenizer'), file);
  // Nothing in it changes an id; a broken one is a broken folder all the same.
  if (tokenizerConfigJson !== null) {
    parseJsonObject(tokenizerConfigJson, file.replace(/tokenizer\.json$/, 'tokenizer_config.json'), 'tokenizer');
  }
  return tokenizer;
}

/**
 * Text to token ids and back, by Hugging Face's own library, for the tokenizer.json of a Llama-architecture folder. Not a
 * chat template, and `encode` adds no BOS or other special token: `prefix` and `suffix` say which the file asks for.
 */

import { Tokenizer } from '@huggingface/tokenizers';
import { TokamarkError } from '../../foundation/errors';
import { parseJsonObject } from './json';
import { readPostProcessor } from './tokenizer/post-processor';
import { checkTokenizerJson } from './tokenizer-json';

export interface TextTokenizer {
  /** One above the highest id; ids below it need not all have a token. */
  readonly vocabSize: number;
  /** What tokenizer.json's post-processor puts before one text (BOS), and after it (EOS); empty where it puts nothing. */
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
  /** No special token is added, nor prefix or suffix; one that the text spells out (`<|endoftext|>`) is recognised. */
  encode(text: string): number[];
  /** The text of the ids, without special tokens; an id that has no token (a padded vocabulary's) adds nothing. */
  decode(ids: readonly number[]): string;
  /** For text that is shown while it is generated; what all pushes and the flush give, joined, is `decode` of the ids. */
  createStream(): TextStream;
}

export interface TextStream {
  /** The text that this id completes; empty while a character lacks bytes. */
  push(id: number): string;
  /** The rest, with U+FFFD for a character that stayed incomplete. The stream then starts afresh. */
  flush(): string;
}

/** `file` names tokenizer.json in messages. */
export function openTokenizer(tokenizerJson: string, tokenizerConfigJson: string | null, file: string): TextTokenizer {
  const json = checkTokenizerJson(parseJsonObject(tokenizerJson, file, 'tokenizer'), file);
  const configFile = file.replace(/tokenizer\.json$/, 'tokenizer_config.json');
  const config = tokenizerConfigJson === null ? {} : parseJsonObject(tokenizerConfigJson, configFile, 'tokenizer');
  const { prefix, suffix } = readPostProcessor(json['post_processor'], file);
  const tokenizer = attempt(file, () => new Tokenizer(json, config));
  const special = new Set(
    [...tokenizer.get_added_tokens_decoder()].flatMap(([id, token]) => (token.special ? id : [])),
  );
  const spoken = (id: number) => !special.has(id) && tokenizer.id_to_token(id) !== undefined;

  const decode = (ids: readonly number[]): string => {
    const known = ids.filter(spoken);
    if (known.length === 0) return '';
    // The clean-up that some configs ask for deletes spaces that the model did write.
    return attempt(file, () => tokenizer.decode(known, { clean_up_tokenization_spaces: false }));
  };

  return {
    vocabSize: 1 + highestId(tokenizer),
    prefix,
    suffix,
    encode(text) {
      const ids: unknown[] = attempt(file, () => tokenizer.encode(text, { add_special_tokens: false }).ids);
      return ids.map((id) => {
        if (typeof id === 'number') return id;
        throw unusable(file, 'it has no token for a part of the text, and no unknown token', undefined);
      });
    },
    decode,
    createStream: () => createStream(decode, spoken),
  };
}

/** Refuses a tokenizer whose ids the model's embedding does not have. */
export function checkVocabulary(tokenizer: TextTokenizer, vocabSize: number, file: string): void {
  if (tokenizer.vocabSize <= vocabSize) return;
  throw new TokamarkError({
    code: 'tokenizer',
    message: `${file} has token ids up to ${tokenizer.vocabSize - 1}, but config.json says vocab_size ${vocabSize}.`,
    where: file,
    remedy: 'Check that tokenizer.json and config.json come from the same model.',
  });
}

/** Ids kept when the window is cut: enough to hold more than the bytes of one character. */
const KEPT_IDS = 8;
const WINDOW_IDS = 32;

/**
 * Decodes a short window of the last ids rather than one id at a time, because a token may hold a part of a character and
 * because some decoders treat the first token differently. A trailing U+FFFD may still become a character: it waits.
 */
function createStream(decode: (ids: readonly number[]) => string, spoken: (id: number) => boolean): TextStream {
  let window: number[] = [];
  let given = '';

  const cut = (text: string) => {
    if (window.length < WINDOW_IDS) return;
    const tail = window.slice(-KEPT_IDS);
    const tailText = decode(tail);
    // Where the tail begins inside a character, the next push tries again.
    if (tailText === '' || !text.endsWith(tailText)) return;
    window = tail;
    given = tailText;
  };

  return {
    push(id) {
      if (!spoken(id)) return '';
      window.push(id);
      const text = decode(window);
      const complete = text.endsWith('\uFFFD') ? text.slice(0, -1) : text;
      const fresh = complete.slice(given.length);
      given += fresh;
      if (complete === text) cut(text);
      return fresh;
    },
    flush() {
      const rest = decode(window).slice(given.length);
      window = [];
      given = '';
      return rest;
    },
  };
}

function highestId(tokenizer: Tokenizer): number {
  let highest = -1;
  for (const id of tokenizer.get_vocab().values()) highest = Math.max(highest, id);
  return highest;
}

function attempt<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw unusable(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function unusable(file: string, problem: string, cause: unknown): TokamarkError {
  return new TokamarkError(
    {
      code: 'tokenizer',
      message: `${file} cannot be used: ${problem}.`,
      where: file,
      remedy: 'Download tokenizer.json again, or save it again with a current version of transformers.',
    },
    { cause },
  );
}

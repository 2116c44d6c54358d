/**
 * A tokenizer.json, put together: added tokens, normalizer, pre-tokenizer, model, decoder. Each part refuses what it does not
 * read. Truncation and padding are not followed: a benchmark wants all tokens of a text and no others.
 */

import { z } from 'zod';
import type { JsonObject } from '../json';
import type { TextStream, TextTokenizer } from '../tokenizer';
import { readAddedTokens, type AddedTokens } from './added-tokens';
import { readBpe } from './bpe';
import { readComponent } from './component';
import { readDecoder } from './decoder';
import type { TokenModel } from './model';
import { readNormalizer } from './normalizer';
import { readPostProcessor } from './post-processor';
import { readPreTokenizer } from './pre-tokenizer';
import { read, refusal, type Part } from './refused';
import { readUnigram } from './unigram';

const MODELS = { BPE: readBpe, Unigram: readUnigram };

const known = z.strictObject({
  version: z.literal('1.0').optional(),
  truncation: z.unknown().optional(),
  padding: z.unknown().optional(),
  added_tokens: z.unknown().optional(),
  normalizer: z.unknown().optional(),
  pre_tokenizer: z.unknown().optional(),
  post_processor: z.unknown().optional(),
  decoder: z.unknown().optional(),
  model: z.looseObject({}),
});

/** @throws TokamarkError `tokenizer` */
export function readTokenizer(json: JsonObject, file: string): TextTokenizer {
  const fields = read(known, { value: json, file, where: 'tokenizer' });
  const model = readComponent<TokenModel>(MODELS, { value: withType(fields.model), file, where: 'model' });
  const normalizer = readNormalizer(fields.normalizer, file);
  const preTokenizer = readPreTokenizer(fields.pre_tokenizer, file);
  if (preTokenizer.needsStart && !normalizer.keepsStart) {
    const part: Part = { value: fields.pre_tokenizer, file, where: 'pre_tokenizer' };
    throw refusal(part, 'Tokamark reads the prepend_scheme "first" only where no normalizer moves the first character');
  }
  const { prefix, suffix } = readPostProcessor(fields.post_processor, file);
  const makeStage = readDecoder(fields.decoder, file);
  const added = readAddedTokens(fields.added_tokens, file, model, normalizer);

  const encodeText = (text: string, start: number, ids: number[]): void => {
    const { texts } = preTokenizer.apply({ texts: [text], atStart: start === 0 });
    for (const piece of texts) if (piece !== '') model.encode(piece, ids);
  };
  const spoken = speaker(added, model);
  const createStream = (): TextStream => {
    let stage = makeStage();
    return {
      push(id) {
        const token = spoken(id);
        return token === undefined ? '' : stage.push(token).join('');
      },
      flush() {
        const rest = stage.end().join('');
        stage = makeStage();
        return rest;
      },
    };
  };

  return {
    vocabSize: 1 + Math.max(model.highestId, added.highestId),
    prefix,
    suffix,
    token(id) {
      const own = added.tokenOf(id);
      const text = own ?? model.tokenOf(id);
      return text === undefined ? undefined : { text, added: own !== undefined };
    },
    encode(text) {
      const ids: number[] = [];
      for (const stretch of added.cut(wellFormed(text), false)) {
        if (typeof stretch === 'number') ids.push(stretch);
        else {
          for (const part of added.cut(normalizer.apply(stretch.text), true)) {
            if (typeof part === 'number') ids.push(part);
            else encodeText(part.text, stretch.start + part.start, ids);
          }
        }
      }
      return ids;
    },
    decode(ids) {
      const stream = createStream();
      return ids.map((id) => stream.push(id)).join('') + stream.flush();
    },
    createStream,
  };
}

/** Files older than the field hold BPE wherever they hold merges. */
function withType(model: JsonObject): JsonObject {
  return 'type' in model || !('merges' in model) ? model : { type: 'BPE', ...model };
}

/** The token of an id, without those that are special and those that no token has. */
function speaker(added: AddedTokens, model: TokenModel): (id: number) => string | undefined {
  return (id) => {
    const token = added.tokenOf(id) ?? model.tokenOf(id);
    return token === undefined || added.isSpecial(token) ? undefined : token;
  };
}

/** Half a surrogate pair is no character, and has no bytes: U+FFFD stands for it, as where a text is written. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

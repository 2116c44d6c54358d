/**
 * The tokens that stand beside a model's vocabulary (`<|endoftext|>`): which ids they have, where a text spells them, and which are
 * left out when ids become text. As the reference: the id in the file is not asked where the vocabulary has the token.
 */

import { z } from 'zod';
import type { TokenModel } from './model';
import type { Normalizer } from './normalizer';
import { inside, read, refusal, type Part } from './refused';
import { findLongest, makeTrie, type Trie } from './longest';
import { tokenId } from './token-id';
import { RUST_WORD, SPACE } from './unicode/sets';

const schema = z.strictObject({
  id: tokenId,
  content: z.string(),
  // Files from before these fields leave them out; the reference would not read those at all.
  single_word: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  normalized: z.boolean().optional(),
  special: z.boolean().default(false),
});

/** Its id is that of the vocabulary. */
interface AddedToken extends z.infer<typeof schema> {
  readonly normalized: boolean;
  /** What a normalized text spells. */
  readonly spelled: string;
}

/** A text between added tokens, or the id of one. */
export type Stretch = { readonly text: string; readonly start: number } | number;

export interface AddedTokens {
  /** In the text as it is given, or in a normalized one. */
  cut(text: string, normalized: boolean): Stretch[];
  /** As a decoder is to see it. */
  tokenOf(id: number): string | undefined;
  isSpecial(token: string): boolean;
  readonly highestId: number;
}

export function readAddedTokens(value: unknown, file: string, model: TokenModel, normalizer: Normalizer): AddedTokens {
  const part: Part = { value: value ?? [], file, where: 'added_tokens' };
  const byContent = new Map<string, number>();
  const byId = new Map<number, AddedToken>();
  /** Kept when the same token comes again without normalization, as the reference keeps it. */
  const spelledById = new Map<number, string>();
  const special = new Set<string>();
  let nextId = model.size;
  read(z.array(schema), part).forEach((token) => {
    const { content } = token;
    if (content === '') return;
    const normalized = token.normalized ?? !token.special;
    const id = byContent.get(content) ?? model.idOf(content) ?? nextId++;
    byContent.set(content, id);
    if (token.special) special.add(content);
    const spelled = normalized ? normalizer.apply(content) : content;
    if (spelled !== content) spelledById.set(id, spelled);
    byId.set(id, { ...token, id, normalized, spelled });
  });
  const tokens = [...byId.values()];
  const asGiven = tokens.filter(({ normalized }) => !normalized);
  const asNormalized = tokens.filter(({ normalized }) => normalized);
  const tries = { asGiven: trieOf(asGiven, part), asNormalized: trieOf(asNormalized, part) };
  return {
    cut: (text, normalized) => cut(text, normalized ? tries.asNormalized : tries.asGiven, byId),
    tokenOf: (id) => spelledById.get(id) ?? byId.get(id)?.content,
    isSpecial: (token) => special.has(token),
    highestId: tokens.reduce((highest, { id }) => Math.max(highest, id), -1),
  };
}

function trieOf(tokens: readonly AddedToken[], part: Part): Trie | null {
  const spelled = new Map<string, number>();
  for (const { content, spelled: text, id } of tokens) {
    const place = inside(part, 'content', content);
    if (text === '') throw refusal(place, 'the normalizer leaves nothing of it');
    if (spelled.has(text)) throw refusal(place, 'another added token is spelled the same');
    spelled.set(text, id);
  }
  return spelled.size === 0 ? null : makeTrie(spelled);
}

function cut(text: string, trie: Trie | null, byId: ReadonlyMap<number, AddedToken>): Stretch[] {
  if (text === '') return [];
  if (trie === null) return [{ text, start: 0 }];
  const stretches: Stretch[] = [];
  const add = (start: number, end: number) => {
    if (start < end) stretches.push({ text: text.slice(start, end), start });
  };
  let behind = 0;
  findLongest(trie, text, (id, first, last) => {
    const token = byId.get(id);
    if (token === undefined) return;
    let [start, end] = [first, last];
    if (token.single_word && (wordBefore(text, start) || wordAt(text, end))) return;
    if (token.lstrip) {
      while (start > 0 && SPACE.has(text.charCodeAt(start - 1))) start -= 1;
      start = Math.max(start, behind);
    }
    if (token.rstrip) while (end < text.length && SPACE.has(text.charCodeAt(end))) end += 1;
    add(behind, start);
    // White space that the token before has taken is not a token once more.
    if (start < end) stretches.push(id);
    behind = end;
  });
  add(behind, text.length);
  return stretches;
}

function wordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const low = text.charCodeAt(at - 1);
  return wordAt(text, low >> 10 === 0x37 ? at - 2 : at - 1);
}

function wordAt(text: string, at: number): boolean {
  const point = text.codePointAt(at);
  return point !== undefined && RUST_WORD.has(point);
}

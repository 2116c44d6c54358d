/**
 * Byte-pair encoding: a piece's characters as tokens, then the pair with the lowest rank merged, leftmost first, until none is left.
 * In n log n by a heap, since some tokenizers (Llama 2's) make one piece of a whole text.
 */

import { z } from 'zod';
import { TokamarkError } from '../../../foundation/errors';
import { shown } from '../json';
import { component } from './component';
import { NumberHeap } from './heap';
import { byteTokens, PieceCache, type TokenModel } from './model';
import { PairTable } from './pair-table';
import { inside, refusal, type Part } from './refused';
import { MAX_ID } from './token-id';

const merges = z.union([z.array(z.string()), z.array(z.tuple([z.string(), z.string()]))], {
  error: 'Tokamark reads a list of strings or one of pairs',
});

const bpeFields = {
  vocab: z.unknown(),
  merges,
  // Zero is none; any other one makes each run another text.
  dropout: z.literal(0).nullish(),
  unk_token: z.string().nullish(),
  continuing_subword_prefix: z.string().nullish(),
  end_of_word_suffix: z.string().nullish(),
  fuse_unk: z.boolean().nullish(),
  byte_fallback: z.boolean().nullish(),
  ignore_merges: z.boolean().nullish(),
};

type BpeFields = z.infer<z.ZodObject<typeof bpeFields>>;

export const readBpe = component(bpeFields, (fields, part): TokenModel => new Bpe(fields, part));

/** More than a text has characters; rank and position share a number. */
const POSITIONS = 2 ** 28;

class Bpe implements TokenModel {
  readonly size: number;
  readonly highestId: number;
  private readonly ids: ReadonlyMap<string, number>;
  private readonly tokens: ReadonlyMap<number, string>;
  /** Rank of a pair of ids. */
  private readonly ranks: PairTable;
  /** What a merge of a rank makes. */
  private readonly made: Int32Array;
  /** LACKING where the vocabulary does not have what the file names. */
  private readonly unknown: number | null;
  private readonly cache = new PieceCache();

  constructor(
    private readonly fields: BpeFields,
    private readonly part: Part,
  ) {
    this.ids = readVocab(inside(part, 'vocab', fields.vocab));
    this.tokens = new Map([...this.ids].map(([token, id]) => [id, token]));
    this.size = this.ids.size;
    this.highestId = [...this.tokens.keys()].reduce((highest, id) => Math.max(highest, id), -1);
    if (this.tokens.size !== this.size) throw refusal(inside(part, 'vocab', fields.vocab), 'two tokens share an id');
    this.unknown =
      fields.unk_token === null || fields.unk_token === undefined ? null : (this.ids.get(fields.unk_token) ?? LACKING);
    const pairs = asPairs(fields.merges, part);
    this.ranks = new PairTable(pairs.length);
    this.made = new Int32Array(pairs.length);
    const prefix = fields.continuing_subword_prefix ?? '';
    pairs.forEach(([left, right], rank) => {
      const [a, b, made] = [left, right, left + right.slice(prefix.length)].map((token) => this.ids.get(token));
      if (!right.startsWith(prefix)) {
        throw refusal(
          inside(inside(part, 'merges', pairs), rank, [left, right]),
          `the second token lacks the prefix ${prefix}`,
        );
      }
      if (a === undefined || b === undefined || made === undefined) {
        throw refusal(inside(inside(part, 'merges', pairs), rank, [left, right]), 'the vocabulary lacks a token of it');
      }
      this.ranks.set(a, b, rank);
      this.made[rank] = made;
    });
  }

  idOf(token: string): number | undefined {
    return this.ids.get(token);
  }

  tokenOf(id: number): string | undefined {
    return this.tokens.get(id);
  }

  encode(piece: string, ids: number[]): void {
    const whole = this.fields.ignore_merges === true ? this.ids.get(piece) : undefined;
    if (whole !== undefined) ids.push(whole);
    else this.cache.encode(piece, ids, (text, found) => this.merge(this.characters(text), found));
  }

  /** A piece's characters as ids; what has no token is bytes, the unknown token or, where there is neither, nothing. */
  private characters(piece: string): Int32Array {
    const { continuing_subword_prefix: prefix, end_of_word_suffix: suffix, fuse_unk: fused } = this.fields;
    const found: number[] = [];
    let unknown = false;
    for (let at = 0; at < piece.length;) {
      const end = at + ((piece.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      let token = piece.slice(at, end);
      if (at > 0 && prefix) token = prefix + token;
      if (end === piece.length && suffix) token += suffix;
      at = end;
      const id = this.ids.get(token);
      if (id !== undefined) {
        if (unknown && this.unknown !== null) found.push(this.unknown);
        unknown = false;
        found.push(id);
        continue;
      }
      const bytes = this.fields.byte_fallback === true ? byteTokens(token, (one) => this.ids.get(one)) : null;
      // As in the reference, an unknown token that was still to come stands behind these bytes.
      if (bytes !== null) for (const byte of bytes) found.push(byte);
      else if (this.unknown !== null) {
        if (this.unknown === LACKING) throw this.lacking();
        if (unknown && fused !== true) found.push(this.unknown);
        unknown = true;
      }
    }
    if (unknown && this.unknown !== null) found.push(this.unknown);
    return Int32Array.from(found);
  }

  private lacking(): TokamarkError {
    const { where } = inside(this.part, 'unk_token', null);
    return new TokamarkError({
      code: 'tokenizer',
      message: `${this.part.file} has no token for a part of the text, nor the unknown token ${shown(this.fields.unk_token)} in its vocabulary.`,
      where,
      remedy: 'Give another text, or a tokenizer that covers it.',
    });
  }

  private merge(symbols: Int32Array, ids: number[]): void {
    const { ranks, made } = this;
    const count = symbols.length;
    const next = Int32Array.from({ length: count }, (_, at) => at + 1);
    const previous = Int32Array.from({ length: count }, (_, at) => at - 1);
    const heap = new NumberHeap();
    const offer = (left: number, right: number) => {
      const rank = ranks.get(symbols[left] ?? 0, symbols[right] ?? 0);
      if (rank >= 0) heap.push(rank * POSITIONS + left);
    };
    for (let at = 0; at + 1 < count; at += 1) offer(at, at + 1);
    while (!heap.isEmpty) {
      const key = heap.pop();
      const rank = Math.floor(key / POSITIONS);
      const left = key - rank * POSITIONS;
      const symbol = symbols[left] ?? GONE;
      const right = next[left] ?? count;
      if (symbol === GONE || right >= count) continue;
      // What was offered for this place may be another pair by now; the reference asks only whether it makes the same token.
      const now = ranks.get(symbol, symbols[right] ?? 0);
      if (now < 0 || made[now] !== made[rank]) continue;
      symbols[left] = made[rank] ?? 0;
      symbols[right] = GONE;
      const behind = next[right] ?? count;
      next[left] = behind;
      if (behind < count) {
        previous[behind] = left;
        offer(left, behind);
      }
      const before = previous[left] ?? -1;
      if (before >= 0) offer(before, left);
    }
    for (let at = 0; at < count; at = next[at] ?? count) ids.push(symbols[at] ?? 0);
  }
}

const GONE = -1;
const LACKING = -1;

/** Not by a schema: 100,000 entries, of which one may be called __proto__. */
function readVocab(part: Part): ReadonlyMap<string, number> {
  if (typeof part.value !== 'object' || part.value === null || Array.isArray(part.value)) {
    throw refusal(part, 'it has to be a table of tokens');
  }
  const entries: (readonly [string, unknown])[] = Object.entries(part.value);
  return new Map(
    entries.map(([token, id]) => {
      if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= MAX_ID) return [token, id];
      throw refusal(inside(part, token, id), `an id has to be a number from 0 to ${MAX_ID}`);
    }),
  );
}

function asPairs(list: z.infer<typeof merges>, part: Part): (readonly [string, string])[] {
  const lines = list.filter((line) => typeof line !== 'string' || !line.startsWith('#version'));
  return lines.map((line, index) => {
    if (typeof line !== 'string') return line;
    const [left, right, ...more] = line.split(' ');
    if (left === undefined || right === undefined || more.length > 0) {
      throw refusal(inside(inside(part, 'merges', list), index, line), 'it has to be two tokens with a space between');
    }
    return [left, right];
  });
}

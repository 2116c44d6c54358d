/**
 * The most likely way to make a piece of tokens, each with its own log probability, by dynamic programming from left to right.
 * What no token covers is unknown, neighbours together, or its bytes where the vocabulary has them.
 */

import { z } from 'zod';
import { TokamarkError } from '../../../foundation/errors';
import { component } from './component';
import { byteTokens, PieceCache, type TokenModel } from './model';
import { makeTrie, type Trie } from './longest';
import { inside, refusal, type Part } from './refused';
import { referenceScore } from './reference-score';
import { tokenId } from './token-id';

/** How much less likely than the least likely token an unknown character is. */
const UNKNOWN_PENALTY = 10;

export const readUnigram = component(
  {
    vocab: z.array(z.tuple([z.string(), z.number()])).min(1),
    unk_id: tokenId.nullish(),
    byte_fallback: z.boolean().default(false),
  },
  ({ vocab, unk_id: unknown, byte_fallback: bytes }, part): TokenModel => {
    if (typeof unknown === 'number' && unknown >= vocab.length) {
      throw refusal(inside(part, 'unk_id', unknown), 'the vocabulary has no such token');
    }
    return new Unigram(vocab, unknown ?? null, bytes, part);
  },
);

class Unigram implements TokenModel {
  readonly size: number;
  readonly highestId: number;
  private readonly ids: ReadonlyMap<string, number>;
  private readonly scores: Float64Array;
  private readonly unknownScore: number;
  private readonly trie: Trie;
  private readonly cache = new PieceCache();

  constructor(
    private readonly vocab: readonly (readonly [string, number])[],
    private readonly unknown: number | null,
    private readonly bytes: boolean,
    private readonly part: Part,
  ) {
    this.size = vocab.length;
    this.highestId = vocab.length - 1;
    this.ids = new Map(vocab.map(([token], id) => [token, id]));
    this.scores = Float64Array.from(vocab, ([, score]) => referenceScore(score));
    this.unknownScore = this.scores.reduce((least, score) => Math.min(least, score), Infinity) - UNKNOWN_PENALTY;
    this.trie = makeTrie(new Map([...this.ids].filter(([token]) => token !== '')));
  }

  idOf(token: string): number | undefined {
    return this.ids.get(token);
  }

  tokenOf(id: number): string | undefined {
    return this.vocab[id]?.[0];
  }

  encode(piece: string, ids: number[]): void {
    this.cache.encode(piece, ids, (text, found) => this.likeliest(text, found));
  }

  private likeliest(piece: string, ids: number[]): void {
    const size = piece.length;
    const { steps, ends } = this.trie;
    const best = new Float64Array(size + 1);
    /** Where the last token of the best way to a place begins; -1 where there is no way. */
    const from = new Int32Array(size + 1).fill(-1);
    const last = new Int32Array(size + 1);
    const offer = (start: number, end: number, score: number, id: number) => {
      if ((from[end] ?? -1) >= 0 && !(score > (best[end] ?? 0))) return;
      best[end] = score;
      from[end] = start;
      last[end] = id;
    };
    for (let start = 0; start < size;) {
      const here = best[start] ?? 0;
      const single = start + ((piece.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
      let covered = false;
      let node = 0;
      for (let at = start; at < size; at += 1) {
        node = steps.get(node, piece.charCodeAt(at));
        if (node < 0) break;
        const id = ends[node] ?? -1;
        if (id < 0) continue;
        offer(start, at + 1, (this.scores[id] ?? 0) + here, id);
        covered ||= at + 1 === single;
      }
      if (!covered) offer(start, single, this.unknownScore + here, this.unknown ?? this.missing());
      start = single;
    }
    this.collect(piece, from, last, ids);
  }

  /** From the end of the piece to its start, then turned round. */
  private collect(piece: string, from: Int32Array, last: Int32Array, ids: number[]): void {
    const reversed: number[] = [];
    for (let end = piece.length; end > 0;) {
      let start = from[end] ?? 0;
      if (last[end] === this.unknown) {
        while (start > 0 && last[start] === this.unknown) start = from[start] ?? 0;
        for (const id of this.unknownIds(piece.slice(start, end))) reversed.push(id);
      } else reversed.push(last[end] ?? 0);
      end = start;
    }
    for (const id of reversed.reverse()) ids.push(id);
  }

  /** Unknown characters that follow each other, as ids, last first. */
  private unknownIds(text: string): number[] {
    const known = this.ids.get(text);
    if (known !== undefined) return [known];
    const bytes = this.bytes ? byteTokens(text, (token) => this.ids.get(token)) : null;
    return bytes === null ? [this.unknown ?? this.missing()] : bytes.reverse();
  }

  private missing(): never {
    throw new TokamarkError({
      code: 'tokenizer',
      message: `${this.part.file} has no token for a part of the text, and no unknown token.`,
      where: inside(this.part, 'unk_id', null).where,
      remedy: 'Give another text, or a tokenizer that covers it.',
    });
  }
}

/** What a tokenizer's model is to the rest: pieces of text to ids. bpe.ts and unigram.ts are such models. */

export interface TokenModel {
  /** Adds the ids of a piece that is not empty. @throws TokamarkError `tokenizer` where it has no token for a part of it */
  encode(piece: string, ids: number[]): void;
  /** How many tokens the vocabulary has; ids that no token has are not counted. */
  readonly size: number;
  idOf(token: string): number | undefined;
  tokenOf(id: number): string | undefined;
  /** The highest id, -1 where there is none. */
  readonly highestId: number;
}

const encoder = new TextEncoder();

const BYTE_TOKENS: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
);

/** The tokens of a text's bytes (`<0xE2>`); null where the vocabulary lacks one of them. */
export function byteTokens(text: string, idOf: TokenModel['idOf']): number[] | null {
  const ids: number[] = [];
  for (const byte of encoder.encode(text)) {
    const id = idOf(BYTE_TOKENS[byte] ?? '');
    if (id === undefined) return null;
    ids.push(id);
  }
  return ids;
}

/** Pieces that come again and again, with their ids. Long ones seldom do. */
export class PieceCache {
  private readonly known = new Map<string, readonly number[]>();

  /** @param make adds a piece's ids */
  encode(piece: string, ids: number[], make: (piece: string, ids: number[]) => void): void {
    if (piece.length > LONGEST_KEPT) {
      make(piece, ids);
      return;
    }
    let found = this.known.get(piece);
    if (found === undefined) {
      const fresh: number[] = [];
      make(piece, fresh);
      if (this.known.size < MOST_KEPT) this.known.set(piece, fresh);
      found = fresh;
    }
    for (const id of found) ids.push(id);
  }
}

const LONGEST_KEPT = 64;
const MOST_KEPT = 50_000;

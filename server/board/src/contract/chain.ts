/**
 * The chain of commitments as both sides compute it: h(0) is of the nonce and the device's key, h(k) of h(k-1) and block k. Whoever holds
 * the last link cannot choose the blocks any more, and nobody can use a chain under another key. Pure: a page's worker runs it too.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../../../src/benchmark/workload';
import { MOST_MEASURED, type Block, type Commitment, type MeasuredItem } from './commitment';

export interface ChainOwner {
  readonly nonce: string;
  /** Of the device, as its submission names it. */
  readonly publicKey: string;
}

/** h(0), which nobody sends. */
export const chainStart = ({ nonce, publicKey }: ChainOwner): string =>
  bytesToHex(sha256(utf8ToBytes(`tokamark-chain/1 ${nonce} ${publicKey}`)));

/** SHA-256 of the bytes of both, one behind the other. */
export type LinkHash = (previous: Uint8Array, text: string) => Uint8Array;

const linkHash: LinkHash = (previous, text) => sha256(concatBytes(previous, utf8ToBytes(text)));

export const nextLink = (previous: string, block: Block, hash = linkHash): string =>
  bytesToHex(hash(hexToBytes(previous), canonicalJson(block)));

/** h(1), h(2), … of revealed blocks. */
export function linksOf(owner: ChainOwner, blocks: readonly Block[], hash = linkHash): readonly string[] {
  let last = chainStart(owner);
  return blocks.map((block) => (last = nextLink(last, block, hash)));
}

/** Seconds between links that a client holds to where repetitions are short; the server asks for one in `MOST_GAP` beside a repetition. */
const DUE_AFTER = 2;
/** Repetitions after which a link is due at once, since a block holds no more than `MOST_MEASURED`. */
const FULL = MOST_MEASURED / 2;
export const MOST_GAP = 5;
/** Seconds that a stamp may come late: the network, and a server that had to wait. */
export const STAMP_SLACK = 1;

/** The client's half: it gathers what was measured, and says between repetitions when a link is due. */
export class ChainWriter {
  private last: string;
  private measured: MeasuredItem[] = [];
  private readonly revealed: Block[] = [];
  private linkedAt = -Infinity;

  constructor(private readonly owner: ChainOwner) {
    this.last = chainStart(owner);
  }

  /** As they are revealed with the submission. */
  get blocks(): readonly Block[] {
    return this.revealed;
  }

  /** Repetitions that no link has yet. */
  get holds(): number {
    return this.measured.length;
  }

  /** A repetition that ended. The first link comes before any, so that it marks where the run began. */
  add(item: MeasuredItem): void {
    if (this.revealed.length === 0) throw new RangeError('a chain begins with a link that holds no repetition');
    this.measured.push(item);
  }

  /** Asked between repetitions, also while the run waits, and never within one. @param now in seconds, by any clock */
  isDue(now: number): boolean {
    return now - this.linkedAt >= DUE_AFTER || this.measured.length >= FULL;
  }

  /** What to send now. @param proof the tokens of the proof, once, at the end */
  link(now: number, proof?: readonly number[]): Commitment {
    const block: Block = { measured: this.measured, ...(proof === undefined ? {} : { proof: [...proof] }) };
    this.measured = [];
    this.revealed.push(block);
    this.last = nextLink(this.last, block);
    this.linkedAt = now;
    return { nonce: this.owner.nonce, k: this.revealed.length, hash: this.last };
  }
}

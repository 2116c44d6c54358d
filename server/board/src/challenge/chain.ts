/**
 * The server's half of the chain: revealed blocks against the links that it stamped by its own clock. What is in block k was measured
 * between stamps k-1 and k. So claimed seconds must fit into that gap, and must explain enough of it: who claims ten times the speed
 * leaves nine tenths of the time unexplained. It cannot tell a measurement from a patient invention of one.
 */
import { linksOf, MOST_GAP, STAMP_SLACK, type ChainOwner } from '../contract/chain';
import type { Block, MeasuredItem } from '../contract/commitment';
import { nativeLinkHash } from './native-hash';

/** A link as it arrived. */
export interface Stamp {
  readonly k: number;
  readonly hash: string;
  /** Milliseconds, by the server's clock. */
  readonly at: number;
}

export interface ChainClaim extends ChainOwner {
  readonly blocks: readonly Block[];
  readonly stamps: readonly Stamp[];
  /** Seconds that a repetition may take beside its own: what fills its context is not timed. */
  readonly beside: (item: MeasuredItem) => number;
}

export const CHAIN_FAULTS = ['count', 'order', 'hash', 'begin', 'too-short', 'sparse', 'proof'] as const;
export type ChainFault = (typeof CHAIN_FAULTS)[number];

export interface Gap {
  /** Of block k: from the stamp before to its own, in seconds. */
  readonly seconds: number;
  readonly measured: readonly MeasuredItem[];
}

/** What is wrong with a chain, each once and with the first link where it shows. */
export function chainFaults({ blocks, stamps, beside, ...owner }: ChainClaim): readonly FaultAt[] {
  if (blocks.length !== stamps.length) return [{ fault: 'count', k: Math.min(blocks.length, stamps.length) + 1 }];
  const links = linksOf(owner, blocks, nativeLinkHash);
  const found = [
    firstOf(stamps, 'order', ({ k, at }, i) => k !== i + 1 || at < (stamps[i - 1]?.at ?? -Infinity)),
    firstOf(stamps, 'hash', ({ hash }, i) => hash !== links[i]),
    firstOf(blocks, 'begin', ({ measured }, i) => i === 0 && measured.length > 0),
    firstOf(blocks, 'proof', (_, i) => isAfterProof(blocks, i)),
    ...ofGaps(gapsOf(blocks, stamps), beside),
  ];
  return found.flatMap((one) => one ?? []);
}

export interface FaultAt {
  readonly fault: ChainFault;
  /** Of the link. */
  readonly k: number;
}

function ofGaps(gaps: readonly Gap[], beside: ChainClaim['beside']): readonly (FaultAt | null)[] {
  return [
    firstOf(gaps, 'too-short', ({ seconds, measured }) => secondsOf(measured) > seconds + STAMP_SLACK),
    firstOf(gaps, 'sparse', ({ seconds, measured }) => {
      const longest = Math.max(0, ...measured.map((item) => item.seconds + beside(item)));
      return measured.length > 0 && seconds > MOST_GAP + STAMP_SLACK + longest;
    }),
  ];
}

/** By block; the first has none before it. */
export const gapsOf = (blocks: readonly Block[], stamps: readonly Stamp[]): readonly Gap[] =>
  blocks.map(({ measured }, i) => ({
    seconds: ((stamps[i]?.at ?? 0) - (stamps[i - 1]?.at ?? stamps[i]?.at ?? 0)) / 1000,
    measured,
  }));

/** Something is measured, or proven again, after the proof. */
const isAfterProof = (blocks: readonly Block[], at: number): boolean =>
  blocks.slice(0, at).some(({ proof }) => proof !== undefined) &&
  (blocks[at]?.proof !== undefined || (blocks[at]?.measured.length ?? 0) > 0);

function firstOf<T>(all: readonly T[], fault: ChainFault, is: (one: T, index: number) => boolean): FaultAt | null {
  const at = all.findIndex(is);
  return at < 0 ? null : { fault, k: at + 1 };
}

const secondsOf = (measured: readonly MeasuredItem[]): number => measured.reduce((sum, item) => sum + item.seconds, 0);

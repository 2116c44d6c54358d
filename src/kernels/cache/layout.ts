/**
 * Where the KV cache holds an element, and how much it takes: f16, one buffer of keys and one of values per layer, each
 * (sequences, key/value heads, capacity, head). No other file says so: kernels read and write it through loader.ts.
 */
import { bytes, type Bytes } from '../../foundation/units';
import type { Row } from '../rows';

export interface CacheShape {
  readonly keyValueHeads: number;
  readonly headDim: number;
  /** Positions that a sequence has room for. */
  readonly capacity: number;
}

/** Bytes of an f16. */
const ELEMENT = 2;

/** Elements of a cached head: padded with zeros to a multiple of eight, so that it is read as vec4<u32> or two quads. */
export const cachedHead = (headDim: number): number => Math.ceil(headDim / 8) * 8;

/** Elements of the keys, or of the values, of one layer. */
export const cacheElements = ({ keyValueHeads, headDim, capacity }: CacheShape, sequences: number): number =>
  sequences * keyValueHeads * capacity * cachedHead(headDim);

/** Bytes of the keys, or of the values, of one layer. */
export const cacheBytes = (shape: CacheShape, sequences: number): Bytes =>
  bytes(cacheElements(shape, sequences) * ELEMENT);

/** Bytes of keys and values of one layer that attention reads for a row that sees `positions` of them. */
export const cacheBytesRead = (shape: Omit<CacheShape, 'capacity'>, positions: number): Bytes =>
  bytes(2 * cacheBytes({ ...shape, capacity: positions }, 1));

/** Index of element 0 of a key/value head at a row's position; the elements of a head lie side by side. */
export const cacheIndex = (
  { keyValueHeads, headDim, capacity }: CacheShape,
  { sequence, position }: Row,
  head: number,
): number => ((sequence * keyValueHeads + head) * capacity + position) * cachedHead(headDim);

/** Where to look for a head from its position 0 on: all positions of a head lie one behind the other. */
export const headRegion = (shape: CacheShape, sequence: number, head: number, positions: number) => ({
  offset: bytes(cacheIndex(shape, { sequence, position: 0 }, head) * ELEMENT),
  size: bytes(positions * cachedHead(shape.headDim) * ELEMENT),
});

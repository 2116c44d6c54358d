/** Where the cache holds an element, and what it holds: the value rounded to binary16. */
import { fromHalf, toHalf } from '../../src/kernels/matrix/half';

export interface CacheShape {
  readonly keyValueHeads: number;
  readonly headDim: number;
  /** Positions that the cache has room for. */
  readonly capacity: number;
}

/** A cached head is padded to a multiple of eight elements. */
export const cachedHead = (headDim: number): number => Math.ceil(headDim / 8) * 8;

/** Elements (f16) of the keys, or of the values, of one layer. */
export const cacheElements = ({ keyValueHeads, headDim, capacity }: CacheShape): number =>
  keyValueHeads * capacity * cachedHead(headDim);

export const cacheIndex = (shape: CacheShape, head: number, position: number, d: number): number =>
  (head * shape.capacity + position) * cachedHead(shape.headDim) + d;

/** Binary16 keeps nothing beyond 65,504: larger values are held at that. */
export const cachedValue = (value: number): number => fromHalf(toHalf(Math.min(65504, Math.max(-65504, value))));

/** What the cache holds, in float64: values rounded to binary16, heads padded with zeros. */
import { fromHalf, toHalf } from '../matrix/half';
import type { Row } from '../rows';
import { cachedHead, cacheIndex, type CacheShape } from './layout';

/** Binary16 keeps nothing beyond 65,504: larger values are held at that. */
export const cachedValue = (value: number): number => fromHalf(toHalf(Math.min(65504, Math.max(-65504, value))));

/** Puts a head, (headDim), where the cache has its place for it. @param halves of a whole buffer */
export function writeHead(
  halves: Uint16Array,
  shape: CacheShape,
  { row, head }: { readonly row: Row; readonly head: number },
  values: ArrayLike<number>,
): void {
  const at = cacheIndex(shape, row, head);
  for (let d = 0; d < cachedHead(shape.headDim); d++) halves[at + d] = toHalf(cachedValue(values[d] ?? 0));
}

/** A cached head with its padding. */
export const readHead = (halves: Uint16Array, shape: CacheShape, row: Row, head: number): Float64Array =>
  Float64Array.from({ length: cachedHead(shape.headDim) }, (_, d) =>
    fromHalf(halves[cacheIndex(shape, row, head) + d] ?? 0),
  );

/** What kv-append leaves in the cache of a head: its elements as the cache holds them. Not where (src/kernels/cache/layout.ts). */
import { cachedHead } from '../../src/kernels/cache/layout';
import { cachedValue } from '../../src/kernels/cache/reference';

/** (headDim) -> (cached head) */
export const appendedHead = (head: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: cachedHead(head.length) }, (_, d) => cachedValue(head[d] ?? 0));

/** What a part of a pass does at least where the cache is not full, and in which arithmetic. Not what a kernel says of itself (Cost). */
import { bytes, flops } from '../../foundation/units';
import type { Cost, Dispatch } from '../../kernels/kernel';
import type { ArithmeticKind } from './split';

/** Where each sequence of a pass stands: tokens in the cache before it, tokens of its own, room in the cache. */
export interface Standing {
  readonly position: number;
  readonly rows: number;
  readonly capacity: number;
}

/** Attention counts a full cache (shaders/attention): here each token sees those before it and itself. */
export function workOf(dispatches: readonly Dispatch[], { position, rows, capacity }: Standing): Cost {
  const seen = (position + (rows + 1) / 2) / capacity;
  const read = (position + rows) / capacity;
  let allFlops = 0;
  let allBytes = 0;
  for (const { use } of dispatches) {
    const isAttention = use.kernel === 'attention';
    allFlops += use.cost.flops * (isAttention ? seen : 1);
    allBytes += use.cost.bytes * (isAttention ? read : 1);
  }
  return { flops: flops(allFlops), bytes: bytes(allBytes) };
}

/** By the kernel that does most of the work. */
export function arithmeticOf(dispatches: readonly Dispatch[]): ArithmeticKind {
  const [most] = dispatches.toSorted((a, b) => b.use.cost.flops - a.use.cost.flops);
  return most !== undefined && / a8 /.test(most.use.id) ? 'packed-dot' : 'f32';
}

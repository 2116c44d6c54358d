/** How the query rows of attention are dealt out to workgroups, within what the adapter's workgroup memory holds. */
import type { GpuContext } from '../../src/device/context';
import { cachedHead } from '../kv-append/reference';

export interface AttentionShape {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDim: number;
  /** Positions that the cache has room for. */
  readonly capacity: number;
  /** Most tokens of a pass; left out, one. */
  readonly tokens?: number;
  /** One token a pass, or many. */
  readonly phase: 'decode' | 'prefill';
}

export interface AttentionPlan {
  /** Query heads of a workgroup: all that share a key/value head, or as many as fit. */
  readonly headsPerGroup: number;
  /** Neighbouring tokens of a workgroup. */
  readonly positions: number;
  /** Workgroups that share the keys of a row; their results are merged. */
  readonly splits: number;
}

/** Keys of a tile: TILE in attention.wgsl. */
const KEYS_PER_TILE = 64;

/** Query rows that keep a workgroup of 64 lanes busy without spilling their scores. */
const ROWS = 8;

/** Bytes of workgroup memory that `rows` query rows take: queries and sums, scores, and the small arrays. */
const memory = (rows: number, headDim: number): number =>
  rows * (cachedHead(headDim) * 8 + KEYS_PER_TILE * 4 + 12) + KEYS_PER_TILE * 4;

export function planAttention(context: GpuContext, shape: AttentionShape): AttentionPlan {
  const { limits, software } = context.granted;
  const group = shape.heads / shape.keyValueHeads;
  const fits = (rows: number) => memory(rows, shape.headDim) <= limits.maxComputeWorkgroupStorageSize;
  let headsPerGroup = 1;
  for (let heads = 1; heads <= group; heads++) {
    if (group % heads === 0 && heads <= 2 * ROWS && fits(heads)) headsPerGroup = heads;
  }
  if (shape.phase === 'decode') {
    // A GPU needs more workgroups than a model has key/value heads; a CPU has enough with these.
    const tiles = Math.ceil(shape.capacity / KEYS_PER_TILE);
    return { headsPerGroup, positions: 1, splits: software ? 1 : Math.min(16, tiles) };
  }
  let positions = 1;
  while (headsPerGroup * (positions + 1) <= ROWS && fits(headsPerGroup * (positions + 1))) positions += 1;
  return { headsPerGroup, positions, splits: 1 };
}

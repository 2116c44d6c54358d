/** How the query rows of attention are divided among workgroups, within what the adapter's workgroup memory holds. */
import type { GpuContext } from '../../src/device/context';
import { cachedHead, type CacheShape } from '../../src/kernels/cache/layout';
import type { Granted } from '../../src/kernels/kernel';
import * as merge from '../attention-merge';
import type { Append } from './parts';

export interface AttentionShape extends CacheShape {
  readonly heads: number;
  /** Most rows of a pass; left out, one. */
  readonly tokens?: number;
  /** Rows each of a sequence of its own, or neighbours that mostly share one. */
  readonly phase: 'decode' | 'prefill';
  /** Whether rope and kv-append ran before, or their work is done here (decode only). */
  readonly append: Append;
  readonly variant: AttentionVariant;
}

export type Unvaried = Omit<AttentionShape, 'variant'>;

/** Through workgroup memory: attention.wgsl. */
export interface TileVariant {
  /** Query rows that a workgroup aims at: neighbouring tokens times query heads of a key/value head. */
  readonly rows: number;
  /** Workgroups that share the keys of a row; their results are merged. 1 in prefill. */
  readonly splits: number;
}

/** In registers, for prefill: subgroup.wgsl. */
export interface SubgroupVariant {
  /** Lanes of a workgroup, which lie in one subgroup. */
  readonly lanes: 4 | 8;
  /** Neighbouring tokens of one query head; a multiple of `lanes`. */
  readonly rows: number;
  /** Keys of a lane in each tile. */
  readonly keys: number;
  readonly splits: 1;
}

export type AttentionVariant = TileVariant | SubgroupVariant;

export interface AttentionPlan {
  /** Query heads of a workgroup: all that share a key/value head, or as many as fit. */
  readonly headsPerGroup: number;
  /** Neighbouring tokens of a workgroup. */
  readonly positions: number;
}

/** Keys of a tile: TILE in attention.wgsl. */
const KEYS_PER_TILE = 64;

/** Quads (of sums) that a lane has registers for, or can spill without losing what it gains. */
const LANE_QUADS = 32;

/** The lanes of a software adapter are one vector instruction: what stays within them costs it no memory and no barrier. */
const SUBGROUP: readonly SubgroupVariant[] = [
  { lanes: 8, rows: 16, keys: 4, splits: 1 },
  { lanes: 8, rows: 8, keys: 4, splits: 1 },
  { lanes: 4, rows: 8, keys: 4, splits: 1 },
  { lanes: 4, rows: 4, keys: 4, splits: 1 },
];

/** Elements of the longest head that a lane of a subgroup has registers for, in the variant with the fewest rows a lane. */
export const MOST_HEAD = Math.max(...SUBGROUP.map(({ lanes, rows }) => Math.floor(LANE_QUADS / rows) * lanes * 4));

/** Query rows that keep a workgroup of 64 lanes busy without spilling their scores. */
const ROWS = 8;

/** Query rows of the largest workgroup that any variant makes. */
export const MOST_ROWS = 32;

/** Bytes of workgroup memory that `rows` query rows take: queries and sums, scores, and the small arrays. */
const memory = (rows: number, headDim: number): number =>
  rows * (cachedHead(headDim) * 8 + KEYS_PER_TILE * 4 + 16) + KEYS_PER_TILE * 4;

const fits = (context: Granted, rows: number, { headDim }: Unvaried): boolean =>
  memory(rows, headDim) <= context.granted.limits.maxComputeWorkgroupStorageSize;

/** Query heads of a workgroup. */
function headsOf(context: Granted, shape: Unvaried): number {
  const group = shape.heads / shape.keyValueHeads;
  let most = 1;
  for (let heads = 1; heads <= group; heads++) {
    if (group % heads === 0 && heads <= 2 * ROWS && fits(context, heads, shape)) most = heads;
  }
  return most;
}

/** Key and value of a token may only be put into the cache by the one workgroup that serves their head. */
export const canAppend = (context: Granted, shape: Unvaried): boolean =>
  shape.phase === 'decode' && headsOf(context, shape) === shape.heads / shape.keyValueHeads;

/** The default first. */
export function variants(context: Granted, shape: Unvaried): readonly [AttentionVariant, ...AttentionVariant[]] {
  const tiled = tileVariants(context, shape);
  if (shape.phase === 'decode' || !context.granted.software) return tiled;
  const [first, ...others] = SUBGROUP.filter((variant) => canRun(context, variant, shape));
  return first === undefined ? tiled : [first, ...others, tiled[0]];
}

function canRun({ granted }: Granted, { lanes, rows }: SubgroupVariant, { headDim }: Unvaried): boolean {
  const quads = cachedHead(headDim) / 4;
  const least = granted.subgroups?.minSize ?? 1;
  // Of two that could run, the one that shares among as many lanes as there are for certain.
  if (lanes !== (least >= 8 ? 8 : least >= 4 ? 4 : 1)) return false;
  return (
    rows * Math.ceil(quads / lanes) <= LANE_QUADS && rows * quads * 16 <= granted.limits.maxComputeWorkgroupStorageSize
  );
}

function tileVariants(context: Granted, shape: Unvaried): readonly [TileVariant, ...TileVariant[]] {
  const { software } = context.granted;
  if (shape.phase === 'decode') {
    // A GPU needs more workgroups than a model has key/value heads; a CPU has enough with these.
    if (software) return [{ rows: ROWS, splits: 1 }];
    const tiles = Math.ceil(shape.capacity / KEYS_PER_TILE);
    const [first = 1, ...others] = [16, 8, 4, 2, 1].filter((splits) => splits === 1 || splits < 2 * tiles);
    return [{ rows: ROWS, splits: first }, ...others.map((splits) => ({ rows: ROWS, splits }))];
  }
  const heads = headsOf(context, shape);
  // Compiling one takes a software adapter seconds, of the few that tuning has there.
  const others = (software ? [16] : [4, 16, 32]).filter((rows) => rows >= heads && fits(context, rows, shape));
  return [{ rows: ROWS, splits: 1 }, ...others.map((rows) => ({ rows, splits: 1 }))];
}

export const variantId = (variant: AttentionVariant): string =>
  'lanes' in variant
    ? `subgroup${variant.lanes} rows${variant.rows} keys${variant.keys}`
    : `rows${variant.rows} splits${variant.splits}`;

export function planAttention(context: Granted, shape: Unvaried, { rows }: TileVariant): AttentionPlan {
  const headsPerGroup = headsOf(context, shape);
  let positions = 1;
  if (shape.phase === 'prefill') {
    while (headsPerGroup * (positions + 1) <= rows && fits(context, headsPerGroup * (positions + 1), shape))
      positions += 1;
  }
  return { headsPerGroup, positions };
}

/** Most workgroups that share the keys of a row. */
const MOST_SPLITS = 16;

/** Room for the partial results of any variant, of up to `rows` rows. */
export const scratch = (context: GpuContext, { heads, headDim }: Pick<Unvaried, 'heads' | 'headDim'>, rows: number) =>
  merge.scratch(context, { heads, headDim, splits: MOST_SPLITS }, rows);

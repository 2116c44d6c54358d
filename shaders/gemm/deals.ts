/**
 * How a matrix product for many tokens can be dealt out to lanes and workgroups: by registers alone, or by tiles in workgroup
 * memory. For gemm and gemm-dp4a alike; not which sizes each of them offers (variants.ts of either).
 */
import type { Granted } from '../../src/kernels/kernel';

/** No workgroup memory: each lane has its rows and tokens for itself. */
export interface RegisterVariant {
  readonly kind: 'register';
  readonly threads: number;
  /** Rows of W a lane: what is read of x once serves them all. */
  readonly rows: number;
  /** Tokens a lane: a weight once unpacked serves them all. */
  readonly tokens: number;
  /**
   * Lanes of a subgroup that each read the activations of one token and hand them round; 1 where every lane reads them all. A
   * subgroup has at least as many, and `tokens` and `threads` are multiples of it.
   */
  readonly shared: 1 | 4 | 8;
}

/** Tiles in workgroup memory. */
export interface SharedVariant {
  readonly kind: 'shared';
  /** Rows and tokens of a workgroup's tile; what they are multiples of is the kernel's affair. */
  readonly tileRows: number;
  readonly tileTokens: number;
  /** Rows and tokens of a lane: they decide how many lanes a workgroup has. */
  readonly rows: number;
  readonly tokens: number;
}

export type Deal = RegisterVariant | SharedVariant;

/** What is computed: rows of W and tokens. */
export interface Product {
  readonly rows: number;
  readonly tokens: number;
}

export const register = (threads: number, rows: number, tokens: number, shared: 1 | 4 | 8 = 1): RegisterVariant => ({
  kind: 'register',
  threads,
  rows,
  tokens,
  shared,
});

export const shared = (tileRows: number, tileTokens: number, rows: number, tokens: number): SharedVariant => ({
  kind: 'shared',
  tileRows,
  tileTokens,
  rows,
  tokens,
});

export const threadsOf = (variant: Deal): number =>
  variant.kind === 'register'
    ? variant.threads
    : (variant.tileRows / variant.rows) * (variant.tileTokens / variant.tokens);

/** Rows and tokens of a workgroup. */
export const tileOf = (variant: Deal): Product =>
  variant.kind === 'register'
    ? { rows: variant.threads * variant.rows, tokens: variant.tokens }
    : { rows: variant.tileRows, tokens: variant.tileTokens };

/** Workgroups below which even a small GPU has idle cores. */
const FEW_WORKGROUPS = 48;

/**
 * Those of `deals` that this device can run, in their order, but for tiles so large that cores of a GPU would be idle: they come
 * last. @param tileBytes of workgroup memory that a tile takes
 */
export function dealsFor(
  context: Granted,
  deals: readonly Deal[],
  shape: Product,
  tileBytes: (variant: SharedVariant) => number,
): readonly Deal[] {
  return deals
    .filter((variant) => canRun(context, variant, tileBytes))
    .sort((a, b) => Number(isStarved(a, shape)) - Number(isStarved(b, shape)));
}

/** Among the tiled ones: whether so few workgroups would run that a smaller tile is the better start. */
function isStarved(variant: Deal, shape: Product): boolean {
  const { rows, tokens } = tileOf(variant);
  const smallest = variant.kind === 'register' || (rows <= 32 && tokens <= 32);
  return !smallest && Math.ceil(shape.rows / rows) * Math.ceil(shape.tokens / tokens) < FEW_WORKGROUPS;
}

function canRun(
  { granted: { limits, subgroups } }: Granted,
  variant: Deal,
  tileBytes: (variant: SharedVariant) => number,
): boolean {
  const threads = threadsOf(variant);
  if (threads > limits.maxComputeInvocationsPerWorkgroup || threads > limits.maxComputeWorkgroupSizeX) return false;
  if (variant.kind === 'register') return variant.shared === 1 || variant.shared === widest(subgroups?.minSize ?? 1);
  return tileBytes(variant) <= limits.maxComputeWorkgroupStorageSize;
}

/** Handing round among fewer lanes than a subgroup has for certain only costs reads. */
const widest = (minSize: number): 1 | 4 | 8 => (minSize >= 8 ? 8 : minSize >= 4 ? 4 : 1);

/**
 * How the matrix product of many tokens can be divided among lanes and workgroups, for the tuner to choose from: by registers alone, or
 * by tiles in workgroup memory.
 */
import type { Granted } from '../../src/kernels/kernel';
import type { ArithmeticName } from '../linear/shape';

/** No workgroup memory: each lane has its rows and tokens for itself. */
export interface RegisterVariant {
  readonly kind: 'register';
  readonly threads: number;
  /** Rows of W per lane: what is read of x once serves them all. */
  readonly rows: number;
  /** Tokens per lane: a weight once unpacked serves them all. */
  readonly tokens: number;
  /**
   * Lanes of a subgroup that each read the activations of one token and hand them round; 1 where every lane reads them all. A
   * subgroup has at least as many, and `tokens` and `threads` are multiples of it.
   */
  readonly shared: 1 | 4 | 8;
}

/** Tiles in workgroup memory. */
export interface TiledVariant {
  readonly kind: 'tiled';
  /** Rows and tokens of a workgroup's tile. */
  readonly tileRows: number;
  readonly tileTokens: number;
  /** Rows and tokens of a lane: they decide how many lanes a workgroup has. */
  readonly rows: number;
  readonly tokens: number;
}

export type GemmVariant = RegisterVariant | TiledVariant;

/** What is computed: rows of W, tokens, and in which numbers. */
export interface Product {
  readonly arithmetic: ArithmeticName;
  readonly rows: number;
  readonly tokens: number;
}

const register = (threads: number, rows: number, tokens: number, shared: 1 | 4 | 8 = 1): RegisterVariant => ({
  kind: 'register',
  ...{ threads, rows, tokens, shared },
});

const tiled = (tileRows: number, tileTokens: number, rows: number, tokens: number): TiledVariant => ({
  kind: 'tiled',
  ...{ tileRows, tileTokens, rows, tokens },
});

/**
 * A software adapter runs its lanes as one vector instruction, eight (SwiftShader: four) to a subgroup, and every read as a
 * gather: there, as many accumulators as possible per read, shared where it can be, and one subgroup per workgroup. Workgroup
 * memory costs it more than it saves.
 */
const SOFTWARE: Readonly<Record<ArithmeticName, readonly GemmVariant[]>> = {
  f32: [register(8, 4, 16, 8), register(16, 4, 8, 8), register(8, 4, 16, 4), register(16, 4, 8, 4), register(16, 4, 8)],
  int8: [
    register(8, 4, 8, 8),
    register(16, 4, 8, 8),
    register(8, 4, 16, 8),
    register(8, 4, 8, 4),
    register(8, 4, 4, 4),
    register(8, 4, 4),
    register(8, 4, 8),
  ],
};

/**
 * Larger tiles read less and keep fewer lanes busy; lanes with more accumulators need more registers. Without tiles a GPU hides
 * the reads behind many lanes. There, what all lanes read of X is in scalar registers: with eight tokens in int8, or sixteen in
 * f32, AMD's compiler has too few (bench/ISA.md).
 */
const GPU: Readonly<Record<ArithmeticName, readonly GemmVariant[]>> = {
  f32: [
    tiled(64, 64, 4, 4),
    tiled(64, 64, 8, 8),
    tiled(128, 64, 8, 4),
    tiled(128, 128, 8, 8),
    tiled(64, 32, 4, 4),
    tiled(32, 32, 4, 4),
    tiled(32, 16, 4, 2),
    tiled(32, 8, 2, 2),
    register(64, 4, 8),
    register(64, 4, 4),
    register(64, 4, 16, 8),
  ],
  int8: [
    tiled(64, 64, 4, 4),
    tiled(64, 64, 8, 4),
    tiled(32, 32, 4, 2),
    tiled(32, 16, 4, 2),
    tiled(32, 8, 2, 2),
    tiled(128, 64, 8, 4),
    register(64, 4, 6),
    register(64, 4, 8, 8),
    register(64, 4, 4),
    register(32, 4, 4),
  ],
};

/** Bytes of workgroup memory that a row and a token of a tile take: 32 columns in f32; or 32 levels, a scale and, for tokens, the sum. */
const BYTES: Readonly<Record<ArithmeticName, { readonly row: number; readonly token: number }>> = {
  f32: { row: 128, token: 128 },
  int8: { row: 36, token: 40 },
};

/** What `product` can be computed with on this device; the default first. */
export function variants(context: Granted, product: Product): readonly [GemmVariant, ...GemmVariant[]] {
  const { software } = context.granted;
  const able = (software ? SOFTWARE : GPU)[product.arithmetic].filter((variant) => canRun(context, variant, product));
  const [first = register(8, 4, 4), ...others] = able
    .filter((variant) => !isSurpassed(variant, able, product))
    .sort((a, b) => Number(isPoor(a, product)) - Number(isPoor(b, product)));
  return [first, ...others];
}

export function variantId(variant: GemmVariant): string {
  const lane = `${variant.rows}x${variant.tokens}`;
  if (variant.kind === 'tiled') return `tiled ${variant.tileRows}x${variant.tileTokens} lane ${lane}`;
  const { threads } = variant;
  return `register ${threads} lane ${lane}${variant.shared === 1 ? '' : ` subgroup${variant.shared}`}`;
}

export const threadsOf = (variant: GemmVariant): number =>
  variant.kind === 'register'
    ? variant.threads
    : (variant.tileRows / variant.rows) * (variant.tileTokens / variant.tokens);

/** Rows and tokens of a workgroup. */
export const tileOf = (variant: GemmVariant): Pick<Product, 'rows' | 'tokens'> =>
  variant.kind === 'register'
    ? { rows: variant.threads * variant.rows, tokens: variant.tokens }
    : { rows: variant.tileRows, tokens: variant.tileTokens };

/** Workgroups below which even a small GPU has idle cores. */
const FEW_WORKGROUPS = 48;

/** What comes last: tiles mostly computed for nothing, so small that weights are read again and again, or so few that cores idle. */
function isPoor(variant: GemmVariant, product: Product): boolean {
  const { rows, tokens } = tileOf(variant);
  if (tokens >= 2 * product.tokens) return true;
  if (variant.kind === 'register') return false;
  if (tokens < 32) return 4 * tokens < product.tokens;
  const small = rows <= 32 && tokens <= 32;
  return !small && Math.ceil(product.rows / rows) * Math.ceil(product.tokens / tokens) < FEW_WORKGROUPS;
}

/** Twice the tokens there are, where another one reads alike and has no more than needed: only noise would choose it. */
const isSurpassed = (variant: GemmVariant, able: readonly GemmVariant[], product: Product): boolean =>
  variant.kind === 'register' &&
  isPoor(variant, product) &&
  able.some((one) => one.kind === 'register' && one.shared === variant.shared && !isPoor(one, product));

function canRun({ granted: { limits, subgroups } }: Granted, variant: GemmVariant, { arithmetic }: Product): boolean {
  const threads = threadsOf(variant);
  if (threads > limits.maxComputeInvocationsPerWorkgroup || threads > limits.maxComputeWorkgroupSizeX) return false;
  if (variant.kind === 'register') return variant.shared === 1 || variant.shared === widest(subgroups?.minSize ?? 1);
  const { row, token } = BYTES[arithmetic];
  return variant.tileRows * row + variant.tileTokens * token <= limits.maxComputeWorkgroupStorageSize;
}

/** Handing round among fewer lanes than a subgroup has for certain only costs reads. */
const widest = (minSize: number): 1 | 4 | 8 => (minSize >= 8 ? 8 : minSize >= 4 ? 4 : 1);

/** The ways in which gemm-dp4a can deal its work out, by adapter. Not which of them runs: the tuner finds that out. */
import type { Granted } from '../../src/kernels/kernel';

/** No workgroup memory: each lane has its rows and tokens for itself. */
export interface RegisterVariant {
  readonly kind: 'register';
  /** Lanes of a workgroup. */
  readonly threads: number;
  /** Rows of W a lane: a level of x once read serves them all. */
  readonly rows: number;
  /** Tokens a lane: a weight once unpacked serves them all. */
  readonly tokens: number;
  /**
   * Lanes of a subgroup that each read the levels of one token and hand them round; 1 where every lane reads them all. A subgroup
   * has at least as many, and `tokens` and `threads` are multiples of it.
   */
  readonly shared: 1 | 4 | 8;
}

/** Tiles in workgroup memory: 5 KiB at 64x64. */
export interface SharedVariant {
  readonly kind: 'shared';
  /** Rows and tokens of a workgroup's tile; tokens are a multiple of 32. */
  readonly tileRows: number;
  readonly tileTokens: number;
  /** Rows and tokens of a lane: they decide how many lanes a workgroup has. */
  readonly rows: number;
  readonly tokens: number;
}

export type GemmDp4aVariant = RegisterVariant | SharedVariant;

const lanes = (threads: number, rows: number, tokens: number, shared: 1 | 4 | 8 = 1): RegisterVariant => ({
  kind: 'register',
  threads,
  rows,
  tokens,
  shared,
});

const tile = (tileRows: number, tileTokens: number, rows: number, tokens: number): SharedVariant => ({
  kind: 'shared',
  tileRows,
  tileTokens,
  rows,
  tokens,
});

export const threadsOf = (variant: GemmDp4aVariant): number =>
  variant.kind === 'register'
    ? variant.threads
    : (variant.tileRows / variant.rows) * (variant.tileTokens / variant.tokens);

/** Rows and tokens of a workgroup. */
export const tileOf = (variant: GemmDp4aVariant): { readonly rows: number; readonly tokens: number } =>
  variant.kind === 'register'
    ? { rows: variant.threads * variant.rows, tokens: variant.tokens }
    : { rows: variant.tileRows, tokens: variant.tileTokens };

/**
 * A software adapter's vectors are full with eight lanes (SwiftShader: four), and each lane's read is one of its own: where lanes
 * can hand round what they read, half the time goes.
 */
const SOFTWARE = [
  lanes(8, 4, 8, 8),
  lanes(16, 4, 8, 8),
  lanes(8, 4, 16, 8),
  lanes(8, 4, 8, 4),
  lanes(8, 4, 4, 4),
  lanes(8, 4, 4),
  lanes(8, 4, 8),
] as const;
/** Tiles read each weight and each token once for 64 of the others; without them a GPU hides the reads behind many lanes. */
const GPU = [
  tile(64, 64, 4, 4),
  tile(64, 64, 8, 4),
  tile(32, 32, 4, 2),
  lanes(64, 4, 8),
  tile(128, 64, 8, 4),
  lanes(64, 2, 16),
  lanes(64, 4, 8, 8),
  lanes(64, 4, 4),
  lanes(32, 4, 8),
] as const;

/** Activations are read in whole tiles: their buffers have room for a multiple of this many tokens. */
export const MOST_TOKENS = 16;

/** Workgroups below which even a small GPU has idle cores. */
const FEW_WORKGROUPS = 48;

interface Product {
  readonly rows: number;
  readonly tokens: number;
}

/** The default first; only what this adapter can run. */
export function variants(context: Granted, shape: Product): readonly [GemmDp4aVariant, ...GemmDp4aVariant[]] {
  const { software } = context.granted;
  const able = (software ? SOFTWARE : GPU).filter((variant) => canRun(context, variant));
  const [first = lanes(8, 4, 4), ...others] = able.toSorted(
    (a, b) => Number(isStarved(a, shape)) - Number(isStarved(b, shape)),
  );
  return [first, ...others];
}

/** Whether so few workgroups would run that a smaller tile is the better start. */
function isStarved(variant: GemmDp4aVariant, shape: Product): boolean {
  const { rows, tokens } = tileOf(variant);
  if (variant.kind === 'register' || rows <= 32) return false;
  return Math.ceil(shape.rows / rows) * Math.ceil(shape.tokens / tokens) < FEW_WORKGROUPS;
}

function canRun({ granted: { limits, subgroups } }: Granted, variant: GemmDp4aVariant): boolean {
  if (threadsOf(variant) > Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX))
    return false;
  if (variant.kind === 'register') return variant.shared === 1 || variant.shared === widest(subgroups?.minSize ?? 1);
  return workgroupBytes(variant) <= limits.maxComputeWorkgroupStorageSize;
}

/** Handing round among fewer lanes than a subgroup has for certain only costs reads. */
const widest = (minSize: number): 1 | 4 | 8 => (minSize >= 8 ? 8 : minSize >= 4 ? 4 : 1);

/** 32 levels, and a scale; for tokens also their sum. */
const workgroupBytes = ({ tileRows, tileTokens }: SharedVariant): number => tileRows * 36 + tileTokens * 40;

export function variantId(variant: GemmDp4aVariant): string {
  const { rows, tokens } = variant;
  if (variant.kind === 'shared') return `shared ${variant.tileRows}x${variant.tileTokens} lane ${rows}x${tokens}`;
  return `threads${variant.threads} rows${rows} tokens${tokens}${variant.shared === 1 ? '' : ` subgroup${variant.shared}`}`;
}

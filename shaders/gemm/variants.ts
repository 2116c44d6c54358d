/** The ways in which gemm can be computed, for the tuner to choose from, and which of them an adapter starts with. */
import type { Granted } from '../../src/kernels/kernel';

/** No workgroup memory: each lane has its rows and tokens for itself. */
export interface RegisterVariant {
  readonly kind: 'register';
  readonly threads: number;
  /** Rows and tokens of a lane. */
  readonly rows: number;
  readonly tokens: number;
  /**
   * Lanes of a subgroup that each read the activations of one token and hand them round; 1 where every lane reads them all. A
   * subgroup has at least as many, and `tokens` and `threads` are multiples of it.
   */
  readonly shared: 1 | 4 | 8;
}

/** Tiles in workgroup memory; even at 64x64 they are the 16 KiB that every adapter has. */
export interface SharedVariant {
  readonly kind: 'shared';
  /** Rows and tokens of a workgroup's tile; both multiples of 8. */
  readonly tileRows: number;
  readonly tileTokens: number;
  /** Rows and tokens of a lane: they decide how many lanes a workgroup has. */
  readonly rows: number;
  readonly tokens: number;
}

export type GemmVariant = RegisterVariant | SharedVariant;

const register = (threads: number, rows: number, tokens: number, shared: 1 | 4 | 8 = 1): RegisterVariant => ({
  kind: 'register',
  threads,
  rows,
  tokens,
  shared,
});

const shared = (tileRows: number, tileTokens: number, rows: number, tokens: number): SharedVariant => ({
  kind: 'shared',
  tileRows,
  tileTokens,
  rows,
  tokens,
});

export const threadsOf = (variant: GemmVariant): number =>
  variant.kind === 'register'
    ? variant.threads
    : (variant.tileRows / variant.rows) * (variant.tileTokens / variant.tokens);

/** Rows and tokens of a workgroup. */
export const tileOf = (variant: GemmVariant): { readonly rows: number; readonly tokens: number } =>
  variant.kind === 'register'
    ? { rows: variant.threads * variant.rows, tokens: variant.tokens }
    : { rows: variant.tileRows, tokens: variant.tileTokens };

export function variantId(variant: GemmVariant): string {
  const lane = `${variant.rows}x${variant.tokens}`;
  if (variant.kind === 'shared') return `shared ${variant.tileRows}x${variant.tileTokens} lane ${lane}`;
  const { threads } = variant;
  return `register ${threads} lane ${lane}${variant.shared === 1 ? '' : ` subgroup${variant.shared}`}`;
}

/**
 * A software adapter runs its lanes as one vector instruction, eight (SwiftShader: four) to a subgroup, and every read as a
 * gather: there, as many accumulators as possible a read, and one subgroup a workgroup. Workgroup memory costs it more than
 * it saves.
 */
const SOFTWARE = [
  register(8, 4, 16, 8),
  register(16, 4, 8, 8),
  register(8, 4, 16, 4),
  register(16, 4, 8, 4),
  register(16, 4, 8),
] as const;

/** Larger tiles read less and keep fewer lanes busy; lanes with more accumulators need more registers. */
const HARDWARE = [
  shared(64, 64, 4, 4),
  shared(64, 64, 8, 8),
  shared(128, 64, 8, 4),
  shared(128, 128, 8, 8),
  shared(64, 32, 4, 4),
  shared(32, 32, 4, 4),
  register(64, 4, 8),
  register(64, 2, 16),
  register(64, 4, 16, 8),
] as const;

/** Workgroups below which even a small GPU has idle cores. */
const FEW_WORKGROUPS = 48;

/** What `shape` can be computed with on this device; the default first. */
export function variants(
  context: Granted,
  shape: { readonly rows: number; readonly tokens: number },
): readonly [GemmVariant, ...GemmVariant[]] {
  const able = (variant: GemmVariant) => canRun(context, variant);
  if (context.granted.software) {
    const [first = register(16, 4, 8), ...others] = SOFTWARE.filter(able);
    return [first, ...others];
  }
  const [first = register(64, 4, 8), ...others] = HARDWARE.filter(able).sort(
    (a, b) => Number(isStarved(a, shape)) - Number(isStarved(b, shape)),
  );
  return [first, ...others];
}

/** Among the tiled ones: whether so few workgroups would run that a smaller tile is the better start. */
function isStarved(variant: GemmVariant, shape: { readonly rows: number; readonly tokens: number }): boolean {
  const { rows, tokens } = tileOf(variant);
  const smallest = variant.kind === 'register' || (rows <= 32 && tokens <= 32);
  return !smallest && Math.ceil(shape.rows / rows) * Math.ceil(shape.tokens / tokens) < FEW_WORKGROUPS;
}

function canRun(context: Granted, variant: GemmVariant): boolean {
  const { limits, subgroups } = context.granted;
  const threads = threadsOf(variant);
  if (threads > limits.maxComputeInvocationsPerWorkgroup || threads > limits.maxComputeWorkgroupSizeX) return false;
  if (variant.kind === 'register') return variant.shared === 1 || variant.shared === widest(subgroups?.minSize ?? 1);
  return workgroupBytes(variant) <= limits.maxComputeWorkgroupStorageSize;
}

/** Handing round among fewer lanes than a subgroup has for certain only costs reads. */
const widest = (minSize: number): 1 | 4 | 8 => (minSize >= 8 ? 8 : minSize >= 4 ? 4 : 1);

/** Eight quads of 16 bytes for each row and token of the tile. */
const workgroupBytes = ({ tileRows, tileTokens }: SharedVariant): number => (tileRows + tileTokens) * 8 * 16;

/** The ways in which gemm-dp4a can deal its work out, by adapter. Not which of them runs: the tuner finds that out. */
import type { Granted } from '../../src/kernels/kernel';
import { dealsFor, register, shared, type Deal, type Product, type SharedVariant } from '../gemm/deals';

export {
  threadsOf,
  tileOf,
  type Deal as GemmDp4aVariant,
  type RegisterVariant,
  type SharedVariant,
} from '../gemm/deals';

/**
 * A software adapter's vectors are full with eight lanes (SwiftShader: four), and each lane's read is one of its own: where lanes
 * can hand round what they read, half the time goes.
 */
const SOFTWARE = [
  register(8, 4, 8, 8),
  register(16, 4, 8, 8),
  register(8, 4, 16, 8),
  register(8, 4, 8, 4),
  register(8, 4, 4, 4),
  register(8, 4, 4),
  register(8, 4, 8),
] as const;
/** Tiles read each weight and each token once for 64 of the others; without them a GPU hides the reads behind many lanes. */
const GPU = [
  shared(64, 64, 4, 4),
  shared(64, 64, 8, 4),
  shared(32, 32, 4, 2),
  register(64, 4, 8),
  shared(128, 64, 8, 4),
  register(64, 2, 16),
  register(64, 4, 8, 8),
  register(64, 4, 4),
  register(32, 4, 8),
] as const;

/** Activations are read in whole tiles: their buffers have room for a multiple of this many tokens. */
export const MOST_TOKENS = 16;

/** The default first; only what this adapter can run. */
export function variants(context: Granted, shape: Product): readonly [Deal, ...Deal[]] {
  const deals = context.granted.software ? SOFTWARE : GPU;
  const [first = register(8, 4, 4), ...others] = dealsFor(context, deals, shape, tileBytes);
  return [first, ...others];
}

/** 32 levels, and a scale; for tokens also their sum: 5 KiB at 64x64, whose tokens must be a multiple of 32. */
const tileBytes = ({ tileRows, tileTokens }: SharedVariant): number => tileRows * 36 + tileTokens * 40;

export function variantId(variant: Deal): string {
  const { rows, tokens } = variant;
  if (variant.kind === 'shared') return `shared ${variant.tileRows}x${variant.tileTokens} lane ${rows}x${tokens}`;
  return `threads${variant.threads} rows${rows} tokens${tokens}${variant.shared === 1 ? '' : ` subgroup${variant.shared}`}`;
}

/** The ways in which gemm can be computed, for the tuner to choose from, and which of them an adapter starts with. */
import type { Granted } from '../../src/kernels/kernel';
import { dealsFor, register, shared, type Deal, type Product, type SharedVariant } from './deals';

export { threadsOf, tileOf, type Deal as GemmVariant, type RegisterVariant, type SharedVariant } from './deals';

export function variantId(variant: Deal): string {
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

/** What `shape` can be computed with on this device; the default first. */
export function variants(context: Granted, shape: Product): readonly [Deal, ...Deal[]] {
  const { software } = context.granted;
  const [first = software ? register(16, 4, 8) : register(64, 4, 8), ...others] = dealsFor(
    context,
    software ? SOFTWARE : HARDWARE,
    shape,
    tileBytes,
  );
  return [first, ...others];
}

/** Eight quads of 16 bytes for each row and token of the tile; even at 64x64 the 16 KiB that every adapter has. */
const tileBytes = ({ tileRows, tileTokens }: SharedVariant): number => (tileRows + tileTokens) * 8 * 16;

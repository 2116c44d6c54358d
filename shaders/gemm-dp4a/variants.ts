/** The ways in which gemm-dp4a can deal its work out, by adapter. Not which of them runs: the tuner finds that out. */
import type { Granted } from '../../src/kernels/kernel';

export interface GemmDp4aVariant {
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

const lanes = (threads: number, rows: number, tokens: number, shared: 1 | 4 | 8 = 1): GemmDp4aVariant => ({
  threads,
  rows,
  tokens,
  shared,
});

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
/** A GPU hides the reads of other lanes' weights behind many of its own. */
const GPU = [
  lanes(64, 4, 8),
  lanes(64, 2, 16),
  lanes(64, 4, 8, 8),
  lanes(64, 4, 4),
  lanes(64, 2, 8),
  lanes(128, 2, 4),
  lanes(32, 4, 8),
] as const;

/** Activations are read in whole tiles: their buffers have room for a multiple of this many tokens. */
export const MOST_TOKENS = 16;

/** The default first; only what this adapter can run. */
export function variants({ granted }: Granted): readonly [GemmDp4aVariant, ...GemmDp4aVariant[]] {
  const { limits, subgroups, software } = granted;
  const most = Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX);
  const widest = widestShared(subgroups?.minSize ?? 1);
  const [first = lanes(8, 4, 4), ...others] = (software ? SOFTWARE : GPU).filter(
    ({ threads, shared }) => threads <= most && (shared === 1 || shared === widest),
  );
  return [first, ...others];
}

/** Handing round among fewer lanes than a subgroup has for certain only costs reads. */
const widestShared = (minSize: number): 1 | 4 | 8 => (minSize >= 8 ? 8 : minSize >= 4 ? 4 : 1);

export const variantId = ({ threads, rows, tokens, shared }: GemmDp4aVariant): string =>
  `threads${threads} rows${rows} tokens${tokens}${shared === 1 ? '' : ` subgroup${shared}`}`;

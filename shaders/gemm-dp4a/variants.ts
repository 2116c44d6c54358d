/** The ways in which gemm-dp4a can deal its work out, by adapter. Not which of them runs: the tuner finds that out. */
import type { Granted } from '../../src/kernels/kernel';

export interface GemmDp4aVariant {
  /** Lanes of a workgroup. */
  readonly threads: number;
  /** Rows of W a lane: a level of x once read serves them all. */
  readonly rows: number;
  /** Tokens a lane: a weight once unpacked serves them all. */
  readonly tokens: number;
}

const lanes = (threads: number, rows: number, tokens: number): GemmDp4aVariant => ({ threads, rows, tokens });

/** A software adapter's vectors are full with eight lanes, and its registers with 16 pairs of sums. */
const SOFTWARE = [lanes(8, 4, 4), lanes(8, 4, 8), lanes(8, 2, 8), lanes(16, 4, 4)] as const;
/** A GPU hides the reads of other lanes' weights behind many of its own. */
const GPU = [lanes(64, 4, 8), lanes(64, 4, 4), lanes(64, 2, 8), lanes(128, 2, 4), lanes(32, 4, 8)] as const;

/** Activations are read in whole tiles: their buffers have room for a multiple of this many tokens. */
export const MOST_TOKENS = 8;

/** The default first; only what this adapter can run. */
export function variants({ granted }: Granted): readonly [GemmDp4aVariant, ...GemmDp4aVariant[]] {
  const [first, ...others] = granted.software ? SOFTWARE : GPU;
  const most = Math.min(granted.limits.maxComputeInvocationsPerWorkgroup, granted.limits.maxComputeWorkgroupSizeX);
  return [first, ...others.filter(({ threads }) => threads <= most)];
}

export const variantId = ({ threads, rows, tokens }: GemmDp4aVariant): string =>
  `threads${threads} rows${rows} tokens${tokens}`;

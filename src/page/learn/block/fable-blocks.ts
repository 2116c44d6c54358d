/**
 * Blocks of Fable that the lab opens with, each with the 256 weights of its row around it: from each kind of linear layer one whose
 * largest weight is as large beside the others as is usual in its tensor, and the one where it is largest. A test reads the model.
 */
import { fromHalf } from '../../../kernels/matrix/half';
import found from './fable-blocks.json';

export const BLOCK_KINDS = ['ordinary', 'outlier'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** In how many weights of a row a block of any size lies. */
export const SEGMENT = 256;
/** As many are shown. */
export const SHOWN = 32;

export interface RealBlock {
  readonly kind: BlockKind;
  readonly tensor: string;
  readonly row: number;
  /** Of its first weight in the row. */
  readonly column: number;
  /** The largest magnitude of its tensor, which NVFP4 scales by. */
  readonly largest: number;
  /** (256): the part of the row that begins at a multiple of 256. */
  readonly segment: Float32Array;
}

export const REAL_BLOCKS: readonly RealBlock[] = BLOCK_KINDS.flatMap((kind) =>
  found[kind].map(({ weights, ...place }) => ({ kind, ...place, segment: halves(weights) })),
);

/** Binary16, lowest byte first, as base64. */
function halves(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) =>
    fromHalf((bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8)),
  );
}

/** Where the shown weights lie in the segment. */
export const firstShown = ({ column }: RealBlock): number => column % SEGMENT;

/** How much larger the largest of some weights is than they are on average (root mean square). */
export function peakOf(weights: Float32Array): number {
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  return squares === 0 ? 1 : largest / Math.sqrt(squares / weights.length);
}

/** The ways in which gemv can deal its work out, by adapter. Not which of them runs: the tuner finds that out. */
import type { MatrixFormat } from '../../src/kernels/format';
import type { Granted } from '../../src/kernels/kernel';

export interface GemvVariant {
  /** Neighbouring rows that a workgroup reads at once. */
  readonly lanes: number;
  /** Rows of a lane: an activation once read serves them all. */
  readonly rows: number;
  /** Parts into which the columns are cut, added up at the end; a power of two. */
  readonly slices: number;
  /** How the slices are added up: through workgroup memory alone, or first among the lanes of a subgroup. */
  readonly reduction: 'tree' | 'subgroup';
}

const tree = (lanes: number, rows: number, slices: number): GemvVariant => ({ lanes, rows, slices, reduction: 'tree' });

/**
 * A software adapter runs lanes one after the other, so that a lane should serve many rows, and a tree costs more than it
 * gives. A GPU needs many lanes a row, or a matrix with few rows would leave it idle.
 */
const SOFTWARE = {
  others: [tree(8, 8, 1), tree(8, 16, 1), tree(16, 8, 1), tree(8, 4, 1), tree(16, 4, 1), tree(8, 1, 1)],
  int8: [tree(8, 16, 1), tree(8, 8, 1), tree(16, 8, 1), tree(8, 4, 1), tree(16, 4, 1), tree(8, 1, 1)],
} as const;
const GPU = [
  tree(32, 1, 8),
  tree(16, 1, 16),
  tree(32, 2, 8),
  tree(64, 1, 4),
  tree(32, 4, 4),
  tree(16, 2, 8),
  tree(8, 1, 32),
  tree(64, 4, 1),
] as const;

/** The default first; only what this adapter can run. */
export function variants(
  { granted }: Granted,
  format: MatrixFormat = 'int4',
): readonly [GemvVariant, ...GemvVariant[]] {
  const [first, ...others] = granted.software ? SOFTWARE[format === 'int8' ? 'int8' : 'others'] : GPU;
  const most = Math.min(granted.limits.maxComputeInvocationsPerWorkgroup, granted.limits.maxComputeWorkgroupSizeX);
  const fits = others.filter(({ lanes, slices }) => lanes * slices <= most);
  const shuffled =
    granted.subgroups === null || granted.software
      ? []
      : [first, ...fits].filter(({ slices }) => slices > 1).map((one) => ({ ...one, reduction: 'subgroup' }) as const);
  return [first, ...fits, ...shuffled];
}

export const variantId = ({ lanes, rows, slices, reduction }: GemvVariant): string =>
  `lanes${lanes} rows${rows} slices${slices}${reduction === 'tree' ? '' : ` ${reduction}`}`;

/** The ways in which gemv-dp4a can deal its work out, by adapter. Not which of them runs: the tuner finds that out. */
import type { Granted } from '../../src/kernels/kernel';
import { withReductions, type Deal } from '../gemv/variants';

export { dealId as variantId, oneForEachText, type Deal as GemvVariant } from '../gemv/variants';

const tree = (lanes: number, rows: number, slices: number): Deal => ({ lanes, rows, slices, reduction: 'tree' });

/**
 * On a software adapter four rows share what is read of x; eight no longer fit the registers. More lanes mean fewer workgroups,
 * each of which rounds x for itself where nobody did so before.
 */
const SOFTWARE = [tree(16, 4, 1), tree(32, 4, 1), tree(8, 4, 1), tree(8, 2, 1), tree(64, 2, 1), tree(8, 8, 1)] as const;
/** A GPU needs many lanes a row to be busy, and a few rows a lane where each workgroup rounds x for itself. */
const GPU = [
  tree(32, 1, 8),
  tree(16, 1, 16),
  tree(32, 2, 8),
  tree(32, 4, 8),
  tree(64, 1, 4),
  tree(8, 1, 32),
  tree(64, 4, 1),
] as const;

/** The default first; only what this adapter can run. */
export function variants({ granted }: Granted): readonly [Deal, ...Deal[]] {
  const [first, ...others] = granted.software ? SOFTWARE : GPU;
  const most = Math.min(granted.limits.maxComputeInvocationsPerWorkgroup, granted.limits.maxComputeWorkgroupSizeX);
  const fits = others.filter(({ lanes, slices }) => lanes * slices <= most);
  return [first, ...withReductions({ granted }, first, fits)];
}

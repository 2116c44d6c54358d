/** The variants of gemv, by adapter. The tuner finds out which of them runs. */
import type { Granted } from '../../src/kernels/kernel';
import type { LinearShape } from '../linear/shape';

/** How the rows and columns of a matrix are divided among lanes. */
export interface GemvVariant {
  /** Neighbouring rows that a workgroup reads at once. */
  readonly lanes: number;
  /** Rows of a lane: an activation once read serves them all. */
  readonly rows: number;
  /** Parts into which the columns are cut, added up at the end; a power of two. */
  readonly slices: number;
  /** Rows of the pass that a workgroup serves with one read of the weights. */
  readonly tokens: number;
  /** How the slices are added up: through workgroup memory alone, or first among the lanes of a subgroup. */
  readonly reduction: 'tree' | 'subgroup';
  /**
   * What a lane reads at once: eight columns, or a block of 32. `shared`: of x only a quad, or for several tokens that of one, which
   * it hands to the lanes beside it.
   */
  readonly reading: 'pairs' | 'blocks' | 'shared';
}

type Variants = readonly [GemvVariant, ...GemvVariant[]];

const tree = (variant: Omit<GemvVariant, 'reduction'>): GemvVariant => ({ ...variant, reduction: 'tree' });

/** Of one token. Lanes that share a block's 8 quads of x: a subgroup must have as many. */
export const SHARING_LANES = 8;

/** Lanes that each read for one token, and hand it to as many. */
export const sharersOf = (tokens: number): number => Math.min(SHARING_LANES, tokens);

const shared = (lanes: number, rows: number, tokens = 1) => tree({ lanes, rows, slices: 1, tokens, reading: 'shared' });
const pairs = (lanes: number, rows: number, tokens = 1) => tree({ lanes, rows, slices: 1, tokens, reading: 'pairs' });
const blocks = (lanes: number, rows: number, slices: number, tokens = 1) =>
  tree({ lanes, rows, slices, tokens, reading: 'blocks' });

const INTEGERS = [
  ...[blocks(16, 4, 1), blocks(32, 4, 1), blocks(8, 4, 1)],
  ...[blocks(8, 2, 1), blocks(64, 2, 1), blocks(8, 8, 1)],
] as const;

/**
 * One token. A software adapter runs lanes one after the other and a read as one of each lane, so that a lane should serve many rows,
 * and a tree costs more than it gives; where it has subgroups, x is read once for eight lanes. In integers four rows share what is
 * read of x, eight no longer fit the registers, and more lanes mean fewer workgroups that each round x for themselves. A GPU needs
 * many lanes for a row, or a matrix with few rows would leave it idle, and a few rows per lane where each workgroup rounds x.
 */
const ALONE = {
  sharing: {
    f32: [shared(8, 4), shared(8, 8), shared(16, 4), shared(8, 2), pairs(8, 16), pairs(8, 8), pairs(8, 1)],
    int8: [INTEGERS[0], shared(8, 4), ...INTEGERS.slice(1)],
  },
  software: {
    f32: [pairs(8, 16), pairs(8, 8), pairs(8, 4), pairs(16, 4), pairs(8, 1)],
    int8: INTEGERS,
  },
  gpu: {
    f32: [
      ...[blocks(32, 1, 8), blocks(16, 1, 16), blocks(32, 2, 8), blocks(64, 1, 4)],
      ...[blocks(32, 4, 4), blocks(16, 2, 8), blocks(8, 1, 32), blocks(64, 4, 1)],
    ],
    int8: [
      ...[blocks(32, 1, 8), blocks(16, 1, 16), blocks(32, 2, 8)],
      ...[blocks(32, 4, 8), blocks(64, 1, 4), blocks(8, 1, 32), blocks(64, 4, 1)],
    ],
  },
} as const;

type Adapter = 'gpu' | 'software' | 'sharing';

/**
 * Several tokens, of which a workgroup serves a power of two. On a software adapter a read costs most: more rows for few tokens, and no
 * more sums than 64. On a GPU x is read again for each row of a lane, and 16 tokens would take too many registers.
 */
function together(adapter: Adapter, tokens: number): readonly GemvVariant[] {
  const most = Math.min(adapter === 'gpu' ? 8 : 16, 2 ** Math.ceil(Math.log2(tokens)));
  const half = most / 2;
  switch (adapter) {
    case 'gpu':
      return [blocks(32, 1, 8, most), blocks(32, 2, 8, most), ...(half > 1 ? [blocks(32, 2, 8, half)] : [])];
    case 'software':
      return [pairs(8, 4, Math.min(4, most)), pairs(8, 8, 2)];
    case 'sharing': {
      const [few, many] = most === 2 ? [8, 4] : [4, 8];
      return [shared(8, few, most), most === 16 ? shared(8, 4, half) : shared(8, many, most)];
    }
  }
}

/** The default first; only what this adapter can run. @param shape tokens of the pass, at most */
export function variants(
  { granted }: Granted,
  { arithmetic, tokens }: Pick<LinearShape, 'arithmetic' | 'tokens'>,
): Variants {
  const { software, subgroups, limits } = granted;
  const sharing = (subgroups?.minSize ?? 0) >= SHARING_LANES;
  const adapter = !software ? 'gpu' : sharing ? 'sharing' : 'software';
  const alone = ALONE[adapter][arithmetic];
  const most = Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX);
  const [first = alone[0], ...others] = [...(tokens === 1 ? alone : [...together(adapter, tokens), alone[0]])].filter(
    ({ lanes, slices }) => lanes * slices <= most,
  );
  if (subgroups === null || software) return [first, ...others];
  // Each first by a tree and then by subgroups, since a budget may end before the last.
  const [, ...rest] = [first, ...others].flatMap((one): readonly GemvVariant[] =>
    one.slices > 1 ? [one, { ...one, reduction: 'subgroup' }] : [one],
  );
  return [first, ...rest];
}

export const variantId = ({ lanes, rows, slices, tokens, reduction, reading }: GemvVariant): string =>
  [
    `lanes${lanes} rows${rows} slices${slices}`,
    ...(tokens === 1 ? [] : [`tokens${tokens}`]),
    ...(reduction === 'tree' ? [] : [reduction]),
    ...(reading === 'blocks' ? [] : [reading]),
  ].join(' ');

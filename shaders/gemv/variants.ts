/** The ways in which gemv can deal its work out, by adapter. Not which of them runs: the tuner finds that out. */
import type { Granted } from '../../src/kernels/kernel';

/** How the rows and columns of a matrix are dealt out among lanes. */
export interface Deal {
  /** Neighbouring rows that a workgroup reads at once. */
  readonly lanes: number;
  /** Rows of a lane: an activation once read serves them all. */
  readonly rows: number;
  /** Parts into which the columns are cut, added up at the end; a power of two. */
  readonly slices: number;
  /** How the slices are added up: through workgroup memory alone, or first among the lanes of a subgroup. */
  readonly reduction: 'tree' | 'subgroup';
}

export interface GemvVariant extends Deal {
  /** What a lane reads at once: two quads, or a block of 32 columns; `shared`: of x one quad, handed to the lanes beside it. */
  readonly reading: 'pairs' | 'blocks' | 'shared';
}

const deal = (lanes: number, rows: number, slices: number): Deal => ({ lanes, rows, slices, reduction: 'tree' });

/** Lanes that share a block's 8 quads of x: a subgroup must have as many. */
export const SHARING_LANES = 8;

const reading = (
  how: GemvVariant['reading'],
  ...[first, ...others]: readonly [Deal, ...Deal[]]
): readonly [GemvVariant, ...GemvVariant[]] => [
  { ...first, reading: how },
  ...others.map((one) => ({ ...one, reading: how })),
];

/**
 * A software adapter runs lanes one after the other and a read as one of each lane, so that a lane should serve many rows, and a
 * tree costs more than it gives. Where it has subgroups, x is read once for eight lanes.
 */
const SOFTWARE = {
  shared: [
    ...reading('shared', deal(8, 4, 1), deal(8, 8, 1), deal(16, 4, 1), deal(8, 2, 1)),
    ...reading('pairs', deal(8, 16, 1), deal(8, 8, 1), deal(8, 1, 1)),
  ],
  alone: reading('pairs', deal(8, 16, 1), deal(8, 8, 1), deal(8, 4, 1), deal(16, 4, 1), deal(8, 1, 1)),
} as const;
/** A GPU needs many lanes a row, or a matrix with few rows would leave it idle. */
const GPU = reading(
  'blocks',
  deal(32, 1, 8),
  deal(16, 1, 16),
  deal(32, 2, 8),
  deal(64, 1, 4),
  deal(32, 4, 4),
  deal(16, 2, 8),
  deal(8, 1, 32),
  deal(64, 4, 1),
);

/** The default first; only what this adapter can run. */
export function variants({ granted }: Granted): readonly [GemvVariant, ...GemvVariant[]] {
  const shares = granted.subgroups !== null && granted.subgroups.minSize >= SHARING_LANES;
  const all = granted.software ? SOFTWARE[shares ? 'shared' : 'alone'] : GPU;
  const most = Math.min(granted.limits.maxComputeInvocationsPerWorkgroup, granted.limits.maxComputeWorkgroupSizeX);
  const [first, ...others] = all;
  const fits = others.filter(({ lanes, slices }) => lanes * slices <= most);
  return [first, ...withReductions({ granted }, first, fits)];
}

/** What follows the default: each deal by a tree and, on a GPU with subgroups, by these, since a budget may end before the last. */
export function withReductions<D extends Deal>({ granted }: Granted, first: D, others: readonly D[]): readonly D[] {
  if (granted.subgroups === null || granted.software) return others;
  const ways = [first, ...others].flatMap((one): readonly D[] =>
    one.slices > 1 ? [one, { ...one, reduction: 'subgroup' }] : [one],
  );
  return ways.slice(1);
}

/** Lanes and slices are constants: variants that differ in nothing else have the same texts, and the first stands for them. */
export function oneForEachText<D extends Deal>(all: readonly D[]): readonly D[] {
  const textOf = (one: D) => dealId({ ...one, lanes: 1, slices: 1 }) + ('reading' in one ? String(one.reading) : '');
  return all.filter((one, i) => i === all.findIndex((other) => textOf(other) === textOf(one)));
}

export const dealId = ({ lanes, rows, slices, reduction }: Deal): string =>
  `lanes${lanes} rows${rows} slices${slices}${reduction === 'tree' ? '' : ` ${reduction}`}`;

export const variantId = ({ reading: how, ...dealt }: GemvVariant): string =>
  dealId(dealt) + (how === 'blocks' ? '' : ` ${how}`);

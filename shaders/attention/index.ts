/** Binding of attention: prefill in one dispatch; decode in one, or split over the keys and merged by the kernel that reads it. */
import { flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { cacheBytesRead, cachedHead } from '../../src/kernels/cache/layout';
import { contiguousHalves } from '../../src/kernels/cache/loader';
import { defineKernel } from '../../src/kernels/define';
import { asEveryKind, type Dispatch, type Granted, type Program } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { assemble, unroll } from '../../src/kernels/template';
import * as merge from '../attention-merge';
import { qkvStride } from '../rope';
import { checkAttention } from './check';
import { appendings, shared, splitOutput, wholeOutput } from './parts';
import {
  canAppend,
  MOST_HEAD,
  MOST_ROWS,
  planAttention,
  variantId,
  variants,
  type AttentionShape,
  type SubgroupVariant,
  type TileVariant,
  type Unvaried,
} from './plan';
import { subgroupTexts } from './subgroup';
import source from './attention.wgsl?raw';
import subgroupSource from './subgroup.wgsl?raw';

export {
  canAppend,
  scratch,
  variantId,
  variants,
  type AttentionShape,
  type AttentionVariant,
  type Unvaried,
} from './plan';

const tile = { rows: 8, splits: 1 } as const;
const whole = { append: 'before', variant: tile } as const;
const append = { append: 'here', variant: tile, phase: 'decode' } as const;
const split = (splits: number) => ({ variant: { rows: 8, splits }, phase: 'decode' }) as const;

const decoding = { ...append, heads: 6, keyValueHeads: 3, headDim: 32, capacity: 330 } as const;
const prefilling = { ...whole, heads: 6, keyValueHeads: 3, headDim: 32, capacity: 80, phase: 'prefill' } as const;

/** Heads of odd lengths, and groups of one and of three. */
const PREFILLED: readonly AttentionShape[] = [
  { ...prefilling, heads: 4, keyValueHeads: 2, headDim: 64, capacity: 330 },
  { ...prefilling, heads: 9, headDim: 64, capacity: 100 },
  { ...prefilling, heads: 3, keyValueHeads: 1, headDim: 10, capacity: 12 },
  { ...prefilling, heads: 2, keyValueHeads: 2, headDim: 128, capacity: 70 },
  { ...prefilling, heads: 1, keyValueHeads: 1, headDim: 256, capacity: 70 },
];

export const kernel = defineKernel<AttentionShape, AttentionBuffers>({
  name: 'attention',
  describe: ({ heads, keyValueHeads, headDim, capacity, phase, append: where, variant }) =>
    [
      `${phase} ${heads}/${keyValueHeads} heads of ${headDim}, room for ${capacity}`,
      ...(where === 'here' ? ['with rope and append'] : []),
      `(${variantId(variant)})`,
    ].join(' '),
  // With the cache full: what a pass costs at most.
  cost: ({ tokens = 1, ...shape }) => ({
    flops: flops(4 * shape.heads * shape.headDim * shape.capacity * tokens),
    bytes: cacheBytesRead(shape, shape.capacity),
  }),
  check: (bench, shape) => checkAttention(bench, shape, (buffers) => createWhole(bench.context, shape, buffers)),
  program: (device, { variant, ...shape }) =>
    'lanes' in variant ? inSubgroup(shape, variant) : inWorkgroup(device, shape, variant),
  cases: [
    ...PREFILLED,
    { ...prefilling, variant: { rows: 4, splits: 1 } },
    { ...prefilling, variant: { rows: 16, splits: 1 } },
    { ...prefilling, heads: 9, headDim: 64, capacity: 330 },
    { ...whole, heads: 4, keyValueHeads: 2, headDim: 64, capacity: 330, phase: 'decode' },
    { ...whole, heads: 9, keyValueHeads: 3, headDim: 64, capacity: 128, phase: 'decode' },
    { ...append, heads: 9, keyValueHeads: 3, headDim: 64, capacity: 330 },
    { ...append, heads: 7, keyValueHeads: 1, headDim: 10, capacity: 1 },
    { ...append, heads: 12, keyValueHeads: 1, headDim: 128, capacity: 65 },
    { ...append, ...split(4), heads: 4, keyValueHeads: 2, headDim: 20, capacity: 300 },
    { ...append, ...split(2), heads: 2, keyValueHeads: 2, headDim: 64, capacity: 128 },
    { ...whole, ...split(8), heads: 12, keyValueHeads: 1, headDim: 128, capacity: 65 },
  ],
  variantCases: (device) =>
    asEveryKind(device).flatMap((each) => [
      ...PREFILLED.map((shape) => ({ ...shape, variant: variants(each, shape)[0] })),
      ...([decoding, prefilling] as const).flatMap((shape) =>
        variants(each, shape).map((variant) => ({ ...shape, variant })),
      ),
    ]),
  textCases: (device) => [
    ...tileTexts.filter((shape) => shape.append === 'before' || canAppend(device, shape)),
    ...subgroupCases(device),
  ],
});

/** A text differs by the query rows of a workgroup, by who appends and whether keys are split: one for each. */
const tileTexts: readonly AttentionShape[] = Array.from({ length: MOST_ROWS }, (_, i) => i + 1).flatMap((rows) => {
  const few = { keyValueHeads: 1, headDim: 8, capacity: 64 } as const;
  const one = { ...few, heads: rows, phase: 'decode' } as const;
  return [
    { ...few, heads: 1, phase: 'prefill', append: 'before', variant: { rows, splits: 1 } },
    ...(['before', 'here'] as const).flatMap((where) =>
      [1, 2].map((splits) => ({ ...one, append: where, variant: { rows, splits } })),
    ),
  ] as const;
});

/** In a subgroup it differs by the quads of a head. */
const subgroupCases = (device: Granted): readonly AttentionShape[] =>
  Array.from({ length: MOST_HEAD / 8 }, (_, i) => ({ ...prefilling, headDim: 8 * (i + 1) })).flatMap((shape) =>
    asEveryKind(device).flatMap((each) =>
      variants(each, shape).flatMap((variant) => ('lanes' in variant ? [{ ...shape, variant }] : [])),
    ),
  );

/** Partial results have room for all rows and splits. They are written where keys are split, and `out` where they are not. */
export interface AttentionBuffers extends merge.MergeBuffers {
  /** (rows, q|k|v) f32, rotated, or as the projection left it where `append` is here */
  readonly qkv: GPUBuffer;
  /** See src/kernels/cache/layout.ts for both. */
  readonly keys: GPUBuffer;
  readonly values: GPUBuffer;
  /** The row table of the pass. */
  readonly rows: GPUBuffer;
  /** ropeTable's result; read only where `append` is here */
  readonly table: GPUBuffer;
}

export const { create } = kernel;

/** Attention up to `out`: with the dispatch behind it that merges, where keys are split. */
export async function createWhole(
  context: GpuContext,
  shape: AttentionShape,
  buffers: AttentionBuffers,
): Promise<readonly Dispatch[]> {
  const { heads, headDim, variant } = shape;
  const { splits } = variant;
  const main = await create(context, shape, buffers);
  return splits === 1 ? [main] : [main, await merge.create(context, { heads, headDim, splits }, buffers)];
}

const sharedConstants = (shape: Unvaried) => ({
  ...contiguousHalves.constants(shape),
  GROUP: shape.heads / shape.keyValueHeads,
  HEAD_DIM: shape.headDim,
  STRIDE: qkvStride(shape),
  SCALE: 1 / Math.sqrt(shape.headDim),
});

function inSubgroup(shape: Unvaried, variant: SubgroupVariant): Program {
  const { heads, headDim } = shape;
  const quads = cachedHead(headDim) / 4;
  return {
    ...assemble(subgroupSource, subgroupTexts(variant, quads)),
    constants: {
      ...sharedConstants(shape),
      OUT_STRIDE: padded(heads * headDim),
      ROW_QUADS: variant.rows * quads,
    },
    workgroups: (rows) => [heads, Math.ceil(rows / variant.rows), 1],
  };
}

function inWorkgroup(device: Granted, shape: Unvaried, variant: TileVariant): Program {
  const { heads, keyValueHeads, headDim, append: where } = shape;
  if (where === 'here' && !canAppend(device, shape)) throw new RangeError('attention: cannot append here');
  const { splits } = variant;
  const { headsPerGroup, positions } = planAttention(device, shape, variant);
  const rows = headsPerGroup * positions;
  const output = splits > 1 ? splitOutput : wholeOutput;
  return {
    ...assemble(source, {
      COMMON: shared(where, output),
      R: String(rows),
      DECLARE: unroll(rows, (r) => `var score${r} = 0.0;`),
      DOTS: unroll(rows, (r) => `score${r} += dot(queries[${r}u * QUADS + d], k);`),
      SCORE: unroll(rows, (r) => `scores[${r}u * TILE + lane] = select(LOWEST, score${r}, key < limit[${r}]);`),
      APPEND: appendings[where].APPEND,
      STORE: output.STORE,
    }),
    constants: {
      ...sharedConstants(shape),
      HEADS: headsPerGroup,
      POSITIONS: positions,
      SPLITS: splits,
      ROW_QUADS: (rows * cachedHead(headDim)) / 4,
      SCORES: rows * 64,
      ...(splits > 1 ? { ALL_HEADS: heads } : { OUT_STRIDE: padded(heads * headDim) }),
      ...(where === 'here' ? { KEY_OFFSET: heads * headDim, VALUE_OFFSET: (heads + keyValueHeads) * headDim } : {}),
    },
    workgroups: (count) => [heads / headsPerGroup, Math.ceil(count / positions), splits],
  };
}

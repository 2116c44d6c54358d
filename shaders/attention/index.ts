/** Binding of attention: prefill in one dispatch; decode in one, or split over the keys and merged by whoever reads them. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { asEveryKind, defineKernel, type Dispatch, type Granted, type Program } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { rowTable } from '../../src/kernels/rows';
import { assemble, unroll } from '../../src/kernels/template';
import * as merge from '../attention-merge';
import { cachedHead } from '../kv-append/reference';
import { qkvStride } from '../rope';
import { checkAttention } from './check';
import { appendedBefore, appendedHere, splitOutput, wholeOutput } from './parts';
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
} from './plan';
import { subgroupTexts } from './subgroup';
import source from './attention.wgsl?raw';
import subgroupSource from './subgroup.wgsl?raw';

export { canAppend, scratch, variantId, variants, type AttentionShape, type AttentionVariant } from './plan';

const whole = { append: 'before', variant: null } as const;
const append = { append: 'here', variant: null, phase: 'decode' } as const;
const split = (splits: number) => ({ variant: { rows: 8, splits }, phase: 'decode' }) as const;

const decoding = { ...append, heads: 6, keyValueHeads: 3, headDim: 32, capacity: 330 } as const;
const prefilling = { ...whole, heads: 6, keyValueHeads: 3, headDim: 32, capacity: 80, phase: 'prefill' } as const;

export const kernel = defineKernel<AttentionShape>({
  name: 'attention',
  describe: ({ heads, keyValueHeads, headDim, capacity, phase, append: where, variant }) =>
    [
      `${phase} ${heads}/${keyValueHeads} heads of ${headDim}, room for ${capacity}`,
      ...(where === 'here' ? ['with rope and append'] : []),
      ...(variant === null ? [] : [`(${variantId(variant)})`]),
    ].join(' '),
  // With the cache full: what a pass costs at most.
  cost: ({ heads, keyValueHeads, headDim, capacity, tokens = 1 }) => ({
    flops: flops(4 * heads * headDim * capacity * tokens),
    bytes: bytes(4 * keyValueHeads * headDim * capacity),
  }),
  check: (context, shape) =>
    checkAttention(context, shape, async ({ out, ...buffers }, scratch) => {
      const made = await create(context, shape, { ...buffers, out, scratch });
      return made.partial === null ? [made.main] : [made.main, await merged(context, shape, made.partial, out)];
    }),
  programs: (device, shape) => [program(device, shape)],
  cases: [
    { ...whole, heads: 4, keyValueHeads: 2, headDim: 64, capacity: 330, phase: 'prefill' },
    { ...whole, heads: 9, keyValueHeads: 3, headDim: 64, capacity: 100, phase: 'prefill' },
    { ...whole, heads: 3, keyValueHeads: 1, headDim: 10, capacity: 12, phase: 'prefill' },
    { ...whole, heads: 2, keyValueHeads: 2, headDim: 128, capacity: 70, phase: 'prefill' },
    { ...whole, heads: 1, keyValueHeads: 1, headDim: 256, capacity: 70, phase: 'prefill' },
    { ...prefilling, variant: { rows: 4, splits: 1 } },
    { ...prefilling, variant: { rows: 8, splits: 1 } },
    { ...prefilling, variant: { rows: 16, splits: 1 } },
    { ...prefilling, heads: 9, headDim: 64, capacity: 330, variant: { rows: 8, splits: 1 } },
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
    asEveryKind(device).flatMap((each) =>
      ([decoding, prefilling] as const).flatMap((shape) =>
        variants(each, shape).map((variant) => ({ ...shape, variant })),
      ),
    ),
  textCases: (device) => [...tileTexts, ...subgroupCases(device)],
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

export interface AttentionBuffers {
  /** (tokens, q|k|v) f32, rotated, or as the projection left it where `append` is here */
  readonly qkv: GPUBuffer;
  readonly keys: GPUBuffer;
  readonly values: GPUBuffer;
  /** The row table of the pass. */
  readonly rows: GPUBuffer;
  /** ropeTable's result; read only where `append` is here */
  readonly table: GPUBuffer;
  /** (tokens, heads * headDim padded) f32; not written where keys are split */
  readonly out: GPUBuffer;
  /** Where the partial results go if keys are split, with room for all splits. */
  readonly scratch: merge.SplitBuffers;
}

/** Partial results, to be put together by attention-merge or by the projection that reads them. */
export interface Partial extends merge.SplitBuffers {
  readonly splits: number;
}

export interface Attention {
  readonly main: Dispatch;
  /** Null where `out` is complete. */
  readonly partial: Partial | null;
}

/** The dispatch that puts partial results together. */
export const merged = (
  context: GpuContext,
  { heads, headDim }: AttentionShape,
  partial: Partial,
  out: GPUBuffer,
): Promise<Dispatch> => merge.create(context, { heads, headDim, splits: partial.splits }, { ...partial, out });

/** The dispatches of one layer's attention. @throws RangeError where `append` is here and canAppend says no. */
export async function create(
  context: GpuContext,
  shape: AttentionShape,
  buffers: AttentionBuffers,
): Promise<Attention> {
  if (shape.append === 'here' && !canAppend(context, shape)) throw new RangeError('attention: cannot append here');
  const { splits } = shape.variant ?? variants(context, shape)[0];
  const partial = splits > 1 ? { ...buffers.scratch, splits } : null;
  const { qkv, keys, values, rows, out, table } = buffers;
  const main = await bind(context, {
    use: kernel.use(shape),
    program: program(context, shape),
    buffers: {
      ...{ qkv, keys, values, rows, out, table },
      ...(partial === null ? {} : { partial: partial.sums, stats: partial.stats }),
    },
  });
  return { main, partial };
}

function program(device: Granted, shape: AttentionShape): Program {
  const variant = shape.variant ?? variants(device, shape)[0];
  return 'lanes' in variant ? inSubgroup(shape, variant) : inWorkgroup(device, shape, variant);
}

function inSubgroup(shape: AttentionShape, variant: SubgroupVariant): Program {
  const { heads, keyValueHeads, headDim } = shape;
  const quads = cachedHead(headDim) / 4;
  return {
    ...assemble(subgroupSource, subgroupTexts(variant, quads)),
    constants: {
      KV_HEADS: keyValueHeads,
      GROUP: heads / keyValueHeads,
      HEAD_DIM: headDim,
      QUADS: quads,
      CAPACITY: shape.capacity,
      STRIDE: qkvStride(shape),
      OUT_STRIDE: padded(heads * headDim),
      SCALE: 1 / Math.sqrt(headDim),
      ROW_QUADS: variant.rows * quads,
    },
    workgroups: (tokens) => [heads, Math.ceil(tokens / variant.rows), 1],
    perRow: true,
  };
}

function inWorkgroup(device: Granted, shape: AttentionShape, variant: TileVariant): Program {
  const { heads, keyValueHeads, headDim } = shape;
  const plan = planAttention(device, shape, variant);
  const rows = plan.headsPerGroup * plan.positions;
  const quads = cachedHead(headDim) / 4;
  const isSplit = plan.splits > 1;
  const here = shape.append === 'here';
  return {
    ...assemble(source, {
      ROWS: rowTable(),
      R: String(rows),
      DECLARE: unroll(rows, (r) => `var score${r} = 0.0;`),
      DOTS: unroll(rows, (r) => `score${r} += dot(queries[${r}u * QUADS + d], k);`),
      SCORE: unroll(
        rows,
        (r) =>
          `scores[${r}u * TILE + lane] = select(LOWEST, score${r}, key <= rows.at[first_token + ${r}u / HEADS].position);`,
      ),
      ...(here ? appendedHere : appendedBefore),
      ...(isSplit ? splitOutput : wholeOutput),
    }),
    constants: {
      HEADS: plan.headsPerGroup,
      KV_HEADS: keyValueHeads,
      GROUP: heads / keyValueHeads,
      POSITIONS: plan.positions,
      HEAD_DIM: headDim,
      QUADS: quads,
      CAPACITY: shape.capacity,
      STRIDE: qkvStride(shape),
      SPLITS: plan.splits,
      SCALE: 1 / Math.sqrt(headDim),
      ROW_QUADS: rows * quads,
      SCORES: rows * 64,
      ...(isSplit ? { ALL_HEADS: heads } : { OUT_STRIDE: padded(heads * headDim) }),
      ...(here ? { KEY_OFFSET: heads * headDim, VALUE_OFFSET: (heads + keyValueHeads) * headDim } : {}),
    },
    workgroups: (tokens) => [heads / plan.headsPerGroup, Math.ceil(tokens / plan.positions), plan.splits],
    perRow: true,
  };
}

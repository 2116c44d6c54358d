/** Binding of attention: prefill in one dispatch; decode in one, or split over the keys and merged by attention-merge. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { fill, unroll } from '../../src/kernels/template';
import * as merge from '../attention-merge';
import { cachedHead } from '../kv-append/reference';
import { qkvStride } from '../rope';
import { checkAttention } from './check';
import { planAttention, type AttentionPlan, type AttentionShape } from './plan';
import source from './attention.wgsl?raw';

export type { AttentionShape } from './plan';

export const kernel = defineKernel<AttentionShape>({
  name: 'attention',
  source,
  describe: ({ heads, keyValueHeads, headDim, capacity, phase }) =>
    `${phase} ${heads}/${keyValueHeads} heads of ${headDim}, room for ${capacity}`,
  // With the cache full: what a pass costs at most.
  cost: ({ heads, keyValueHeads, headDim, capacity, tokens = 1 }) => ({
    flops: flops(4 * heads * headDim * capacity * tokens),
    bytes: bytes(4 * keyValueHeads * headDim * capacity),
  }),
  check: (context, shape) => checkAttention(context, shape, (buffers) => create(context, shape, buffers)),
  cases: [
    { heads: 4, keyValueHeads: 2, headDim: 64, capacity: 330, phase: 'prefill' },
    { heads: 9, keyValueHeads: 3, headDim: 64, capacity: 100, phase: 'prefill' },
    { heads: 3, keyValueHeads: 1, headDim: 10, capacity: 12, phase: 'prefill' },
    { heads: 2, keyValueHeads: 2, headDim: 128, capacity: 70, phase: 'prefill' },
    { heads: 1, keyValueHeads: 1, headDim: 256, capacity: 70, phase: 'prefill' },
    { heads: 4, keyValueHeads: 2, headDim: 64, capacity: 330, phase: 'decode' },
    { heads: 9, keyValueHeads: 3, headDim: 64, capacity: 128, phase: 'decode' },
    { heads: 7, keyValueHeads: 1, headDim: 10, capacity: 1, phase: 'decode' },
    { heads: 12, keyValueHeads: 1, headDim: 128, capacity: 65, phase: 'decode' },
  ],
});

export interface AttentionBuffers {
  /** (tokens, q|k|v) f32, rotated */
  readonly qkv: GPUBuffer;
  readonly keys: GPUBuffer;
  readonly values: GPUBuffer;
  readonly state: GPUBuffer;
  /** (tokens, heads * headDim padded) f32 */
  readonly out: GPUBuffer;
}

/** The dispatches of one layer's attention. @param plan where another than this adapter's own is wanted (checks) */
export async function create(
  context: GpuContext,
  shape: AttentionShape,
  buffers: AttentionBuffers,
  plan: AttentionPlan = planAttention(context, shape),
): Promise<Dispatch[]> {
  const { heads, keyValueHeads, headDim } = shape;
  const rows = plan.headsPerGroup * plan.positions;
  const quads = cachedHead(headDim) / 4;
  const split = plan.splits > 1 ? merge.scratch(context, { ...shape, splits: plan.splits }) : null;
  const main = await bind(context, {
    use: kernel.use(shape),
    code: fill(source, {
      R: String(rows),
      DECLARE: unroll(rows, (r) => `var score${r} = 0.0;`),
      DOTS: unroll(rows, (r) => `score${r} += dot(queries[${r}u * QUADS + d], k);`),
      SCORE: unroll(
        rows,
        (r) =>
          `scores[${r}u * TILE + lane] = select(LOWEST, score${r}, key <= state.position + first_token + ${r}u / HEADS);`,
      ),
      ...(split === null ? wholeOutput : splitOutput),
    }),
    constants: {
      HEADS: plan.headsPerGroup,
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
      ...(split === null ? { OUT_STRIDE: padded(heads * headDim) } : { ALL_HEADS: heads }),
    },
    buffers: [
      buffers.qkv,
      buffers.keys,
      buffers.values,
      buffers.state,
      ...(split === null ? [buffers.out] : [split.partial, split.stats]),
    ],
    workgroups: (tokens) => [heads / plan.headsPerGroup, Math.ceil(tokens / plan.positions), plan.splits],
    perRow: true,
  });
  if (split === null) return [main];
  return [main, await merge.create(context, { ...shape, splits: plan.splits }, { ...split, out: buffers.out })];
}

/** The workgroup has seen all keys of its rows: it writes the attention's output. */
const wholeOutput = {
  OUTPUT_BINDINGS: `override OUT_STRIDE: u32;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;  // (rows, OUT_STRIDE)`,
  STORE: `let value = sums[i] / total[row];
    if (token < state.rows) {
      for (var e = 0u; e < 4u; e += 1u) {
        if (d + e < HEAD_DIM) {
          out[token * OUT_STRIDE + head * HEAD_DIM + d + e] = value[e];
        }
      }
    }`,
};

/** The workgroup has seen its share of the keys: it writes its sums and what to weight them with. */
const splitOutput = {
  OUTPUT_BINDINGS: `override ALL_HEADS: u32;
@group(0) @binding(4) var<storage, read_write> partial: array<vec4<f32>>;  // (SPLITS, ALL_HEADS, QUADS)
@group(0) @binding(5) var<storage, read_write> stats: array<vec2<f32>>;    // (SPLITS, ALL_HEADS): maximum, sum of weights`,
  STORE: `if (token < state.rows) {
      partial[(split * ALL_HEADS + head) * QUADS + i % QUADS] = sums[i];
      if (d == 0u) {
        stats[split * ALL_HEADS + head] = vec2<f32>(maximum[row], total[row]);
      }
    }`,
};

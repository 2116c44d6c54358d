/** Where gemv's x comes from, in WGSL: buffers, what is made of them before the sums, and a quad of it. */
import { quantiseBlock } from '../../src/kernels/matrix/quantise-block';
import { inputs as activations } from '../quantise-activations/parts';
import type { ArithmeticName } from '../linear/shape';
import type { GemvInput } from './shape';

export interface InputPart {
  readonly declarations: string;
  /** Before the sums, by all lanes. */
  readonly prepare: (tokens: number) => string;
  /** Whether a row of x lies where the kernel made it, the workgroup's tokens one after the other, or where the pass has it. */
  readonly made: boolean;
  /**
   * Declares `name`, quad `q` of a block of the row that begins at block `at`.
   * @param square what adds up the squares of what was read, where `normed`
   */
  readonly value: (name: string, at: string, q: string, square: string) => string;
  /** Whether sums are divided by the root mean square, which the same loop finds. */
  readonly normed: boolean;
}

const asItIs = { prepare: () => '', made: false, normed: false } as const;

const plain: InputPart = {
  ...asItIs,
  declarations: '@buffer var<storage, read> x: array<vec4<f32>>;   // (tokens, K / 4)',
  value: (name, at, q) => `let ${name} = x[(${at} + block) * 8u + ${q}];`,
};

// x / rms(x) * weight: the sums run over x * weight, and the same loop finds the mean square by which they are divided.
const norm: InputPart = {
  ...plain,
  normed: true,
  declarations: `${plain.declarations}
override WIDTH: u32;      // true columns; the mean is over these
override EPSILON: f32;
@buffer var<storage, read> norm_weight: array<vec4<f32>>;   // (K / 4)`,
  value: (name, at, q, square) => `let raw_${name} = x[(${at} + block) * 8u + ${q}];
  ${square} += dot(raw_${name}, raw_${name});
  let ${name} = raw_${name} * norm_weight[block * 8u + ${q}];`,
};

// Partial results of split attention: see attention-merge. Every workgroup merges them for itself.
const merge: InputPart = {
  ...asItIs,
  made: true,
  declarations: `override SPLITS: u32;
override HEADS: u32;
override HEAD_DIM: u32;
override HEAD_STRIDE: u32;   // padded head
override SPLIT_HEADS: u32;   // SPLITS * HEADS
override X_QUADS: u32;       // K / 4
@buffer var<storage, read> split_sums: array<f32>;          // (SPLITS, HEADS, HEAD_STRIDE)
@buffer var<storage, read> split_stats: array<vec2<f32>>;   // (SPLITS, HEADS): maximum, sum of weights
var<workgroup> split_weight: array<f32, SPLIT_HEADS>;
var<workgroup> merged: array<vec4<f32>, X_QUADS>;

fn element(i: u32) -> f32 {
  if (i >= HEADS * HEAD_DIM) {
    return 0.0;
  }
  let head = i / HEAD_DIM;
  var sum = 0.0;
  for (var split = 0u; split < SPLITS; split += 1u) {
    sum += split_sums[(split * HEADS + head) * HEAD_STRIDE + i % HEAD_DIM] * split_weight[split * HEADS + head];
  }
  return sum;
}`,
  prepare: () => `for (var head = lane; head < HEADS; head += THREADS) {
    var high = -3.4e38;
    for (var split = 0u; split < SPLITS; split += 1u) {
      high = max(high, split_stats[split * HEADS + head].x);
    }
    var total = 0.0;
    for (var split = 0u; split < SPLITS; split += 1u) {
      let stat = split_stats[split * HEADS + head];
      total += stat.y * exp(stat.x - high);
    }
    for (var split = 0u; split < SPLITS; split += 1u) {
      split_weight[split * HEADS + head] = exp(split_stats[split * HEADS + head].x - high) / total;
    }
  }
  workgroupBarrier();
  for (var i = lane; i < X_QUADS; i += THREADS) {
    merged[i] = vec4<f32>(element(4u * i), element(4u * i + 1u), element(4u * i + 2u), element(4u * i + 3u));
  }
  workgroupBarrier();`,
  value: (name, at, q) => `let ${name} = merged[(${at} + block) * 8u + ${q}];`,
};

const levels: InputPart = {
  ...asItIs,
  declarations: `@buffer var<storage, read> levels: array<vec4<u32>>;   // (tokens, BLOCKS * 2)
@buffer var<storage, read> blocks: array<vec2<u32>>;   // (tokens, BLOCKS): scale, sum of levels`,
  value: (name, at, q) => `let ${name} = levels[(${at} + block) * 2u + (${q} >> 2u)][${q} & 3u];`,
};

/** Levels that each workgroup rounds for itself, for its tokens. @param read declares `activation(quad)`; `before` may declare `factor` */
const rounding = (read: string, before: (tokens: number) => string, factor: string): InputPart => ({
  ...levels,
  made: true,
  declarations: `override QUADS: u32;      // K / 4
override LEVELS: u32;     // of all tokens of the workgroup
override X_BLOCKS: u32;
${read}
${quantiseBlock}
var<workgroup> levels: array<vec4<u32>, LEVELS>;
var<workgroup> blocks: array<vec2<u32>, X_BLOCKS>;`,
  prepare: (tokens) => `for (var t = 0u; t < ${tokens}u; t += 1u) {
    let row = ${tokens === 1 ? 'token' : 'min(token + t, last)'};
    ${before(tokens)}
    for (var block = lane; block < BLOCKS; block += THREADS) {
      let at = t * BLOCKS + block;
      let rounded = quantise(row * QUADS + block * 8u, at);
      blocks[at] = vec2<u32>(bitcast<u32>(rounded.scale${factor}), bitcast<u32>(rounded.sum));
    }
    workgroupBarrier();
  }`,
});

const X = '@buffer var<storage, read> x: array<vec4<f32>>;   // (tokens, QUADS)\n';

export const inputs: Readonly<Record<ArithmeticName, Readonly<Partial<Record<GemvInput, InputPart>>>>> = {
  f32: { plain, norm, merge },
  int8: {
    levels,
    plain: rounding(X + activations.plain.declarations, () => activations.plain.factor, ''),
    norm: rounding(X + activations.norm.declarations, () => activations.norm.factor, ' * factor'),
    merge: rounding(
      `${merge.declarations}
fn activation(quad: u32) -> vec4<f32> {
  return merged[quad];
}`,
      merge.prepare,
      '',
    ),
  },
};

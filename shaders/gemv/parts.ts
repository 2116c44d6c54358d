/** The WGSL that gemv puts before and after its sums: where x comes from, how slices are added up, what is stored. */
import { unroll } from '../../src/kernels/template';
import type { Deal } from './variants';

export const INPUTS = ['plain', 'norm', 'merge'] as const;
export type GemvInput = (typeof INPUTS)[number];
export const OUTPUTS = ['store', 'add', 'swiglu'] as const;
export type GemvOutput = (typeof OUTPUTS)[number];

export interface InputPart {
  /** Declarations, with bindings from `first` on. */
  readonly declarations: (first: number) => string;
  /** Before the sums, by all lanes. */
  readonly prepare: string;
  /** Declares `name`, quad number `quad` of x. */
  readonly value: (name: string, quad: string) => string;
  /** After the sums, declares `factor` by which they are multiplied; empty for 1. `over` adds up what a name was in all lanes that read other quads of x. */
  readonly finish: (over: (name: string) => string) => string;
}

export const inputs: Readonly<Record<GemvInput, InputPart>> = {
  plain: {
    declarations: (first) => `@group(0) @binding(${first}) var<storage, read> x: array<vec4<f32>>;  // (K / 4)`,
    prepare: '',
    value: (name, quad) => `let ${name} = x[${quad}];`,
    finish: () => '',
  },
  // x / rms(x) * weight: the sums run over x * weight, and the same loop finds the mean square by which they are divided.
  norm: {
    declarations: (first) => `override WIDTH: u32;      // true columns; the mean is over these
override EPSILON: f32;
@group(0) @binding(${first}) var<storage, read> x: array<vec4<f32>>;             // (K / 4)
@group(0) @binding(${first + 1}) var<storage, read> norm_weight: array<vec4<f32>>;   // (K / 4)`,
    prepare: 'var square = 0.0;',
    value: (name, quad) => `let raw_${name} = x[${quad}];
        square += dot(raw_${name}, raw_${name});
        let ${name} = raw_${name} * norm_weight[${quad}];`,
    finish: (over) => `square = ${over('square')};
  let factor = inverseSqrt(square / f32(WIDTH) + EPSILON);`,
  },
  // Partial results of split attention: see attention-merge. Every workgroup merges them for itself.
  merge: {
    declarations: (first) => `override SPLITS: u32;
override HEADS: u32;
override HEAD_DIM: u32;
override HEAD_STRIDE: u32;   // padded head
override SPLIT_HEADS: u32;   // SPLITS * HEADS
override X_QUADS: u32;       // K / 4
@group(0) @binding(${first}) var<storage, read> split_sums: array<f32>;          // (SPLITS, HEADS, HEAD_STRIDE)
@group(0) @binding(${first + 1}) var<storage, read> split_stats: array<vec2<f32>>;   // (SPLITS, HEADS): maximum, sum of weights
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
    prepare: `for (var head = lane; head < HEADS; head += THREADS) {
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
    value: (name, quad) => `let ${name} = merged[${quad}];`,
    finish: () => '',
  },
};

/** `over_slices(own, lane)`: the sum over all slices, in the lanes of slice 0. */
export const reductions: Readonly<Record<Deal['reduction'], string>> = {
  tree: `fn over_slices(own: f32, lane: u32) -> f32 {
  if (SLICES == 1u) {
    return own;
  }
  var sum = own;
  workgroupBarrier();
  partial[lane] = sum;
  for (var half = SLICES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half * LANES) {
      sum += partial[lane + half * LANES];
      partial[lane] = sum;
    }
  }
  return sum;
}`,
  // Lanes of one row are LANES apart. What one subgroup holds of a row is added by shuffles, the rest through memory.
  subgroup: `fn over_slices(own: f32, lane: u32, size: u32) -> f32 {
  var sum = own;
  for (var step = LANES; step < size; step *= 2u) {
    sum += subgroupShuffleXor(sum, step);
  }
  let width = max(size, LANES);
  workgroupBarrier();
  if (lane % width < LANES) {
    partial[lane / width * LANES + lane % width] = sum;
  }
  workgroupBarrier();
  sum = 0.0;
  for (var i = 0u; i < THREADS / width; i += 1u) {
    sum += partial[i * LANES + lane % LANES];
  }
  return sum;
}`,
};

/** `over_sharing(own)`: the sum over the lanes that each read other quads of a block of x; powers of two below their number. */
export const overSharing = `fn over_sharing(own: f32) -> f32 {
  var sum = own;
  sum += subgroupShuffleXor(sum, 1u);
  sum += subgroupShuffleXor(sum, 2u);
  sum += subgroupShuffleXor(sum, 4u);
  return sum;
}`;

/** The sums of a lane: their names, and the WGSL of the row that each runs over. */
export interface Sum {
  readonly name: string;
  readonly row: string;
}

/** With SwiGLU an output takes a row of gate and the row of up that belongs to it. */
export const outputsOfLane = (rows: number, output: GemvOutput): number =>
  output === 'swiglu' ? Math.max(1, rows / 2) : rows;

export function sumsOf(outputs: number, output: GemvOutput): readonly Sum[] {
  return Array.from({ length: outputs }, (_, i): readonly Sum[] => {
    const own = { name: `sum${i}`, row: `row${i}` };
    return output === 'swiglu' ? [own, { name: `up${i}`, row: `(row${i} + OUTPUTS)` }] : [own];
  }).flat();
}

/** Stores output `i`; `factor` is empty or the name of what the sums are multiplied with. */
export function store(outputs: number, output: GemvOutput, bias: boolean, scaled: boolean): string {
  const factor = scaled ? ' * factor' : '';
  const plus = bias ? (row: string) => ` + bias[OUT_OFFSET + ${row}]` : () => '';
  return unroll(outputs, (i) => {
    const value = `sum${i}${factor}${plus(`row${i}`)}`;
    const body =
      output === 'swiglu'
        ? `let gate = ${value}; y[row${i}] = gate / (1.0 + exp(-gate)) * (up${i}${factor}${plus(`row${i} + OUTPUTS`)});`
        : `y[OUT_OFFSET + row${i}] ${output === 'add' ? '+=' : '='} ${value};`;
    return `if (first + ${i}u * LANES < OUTPUTS) { ${body} }`;
  });
}

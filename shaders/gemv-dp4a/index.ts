/** Binding of gemv-dp4a: a linear layer for one token on activations rounded to 8 bits, with what is fused to it. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind, foldedGrid } from '../../src/kernels/bind';
import { asEveryKind, defineKernel, type Dispatch, type Granted, type Program } from '../../src/kernels/kernel';
import {
  matrixBindings,
  matrixBuffers,
  shardsOf,
  type GpuMatrix,
  type ShardRows,
} from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, matrixBytes, padded } from '../../src/kernels/matrix/layout';
import { PACKED_FORMATS, packedFormat, packedLoader } from '../../src/kernels/matrix/packed-loader';
import { fill, unroll } from '../../src/kernels/template';
import { mergeConstants } from '../gemv/merge';
import { outputsOfLane, OUTPUTS, reductions, store, sumsOf, type GemvOutput } from '../gemv/parts';
import { CASES } from './cases';
import { checkedInput, checkGemv } from './check';
import { inputs, INPUTS, type Dp4aInput } from './parts';
import type { Dp4aBuffers, Dp4aFrom, Dp4aShape, Dp4aSource } from './shape';
import { oneForEachText, variantId, variants, type GemvVariant } from './variants';
import source from './gemv-dp4a.wgsl?raw';

export type { Dp4aBuffers, Dp4aShape, Dp4aSource } from './shape';
export { variantId, variants, type GemvVariant } from './variants';

const everyVariant = (device: Granted): readonly GemvVariant[] => asEveryKind(device).flatMap(variants);

export const kernel = defineKernel<Dp4aShape>({
  name: 'gemv-dp4a',
  describe: ({ format, rows, columns, input, output, bias, variant }) =>
    [
      `${format} ${rows}x${columns}`,
      input,
      ...(output === 'store' ? [] : [output]),
      ...(bias ? ['bias'] : []),
      ...(variant === null ? [] : [`(${variantId(variant)})`]),
    ].join(' '),
  cost: (shape) => ({
    flops: flops(2 * shape.rows * shape.columns),
    bytes: bytes(matrixBytes(shape) + 4 * (shape.rows + shape.columns)),
  }),
  check: (context, shape) =>
    checkGemv(context, shape, (matrix, buffers) => create(context, matrix, buffers, shape.variant)),
  programs: (device, shape) =>
    shardsOf(device, shape).map((shard) => program(device, shard, checkedInput(shape), shape)),
  cases: CASES,
  variantCases: (device) =>
    everyVariant(device).map((variant) => {
      const input = variant.rows > 2 ? 'norm' : 'levels';
      return { format: 'int4', rows: 74, columns: 1000, input, output: 'store', bias: false, variant } as const;
    }),
  textCases: (device) =>
    oneForEachText(variants(device)).flatMap((variant) =>
      PACKED_FORMATS.flatMap((format) =>
        INPUTS.flatMap((input) =>
          OUTPUTS.flatMap((output) =>
            [false, true].map((bias) => ({ format, rows: 74, columns: 130, input, output, bias, variant })),
          ),
        ),
      ),
    ),
});

/** Bytes of workgroup memory beside the levels that the largest variant takes: two sums a lane. */
const OTHER_MEMORY = 4096;

/**
 * Not every matrix can be done here: the levels of its format must be integers, SwiGLU needs a row of gate and its row of up in
 * one binding, and a workgroup that rounds x for itself needs it in workgroup memory.
 */
export function canRun(context: GpuContext, matrix: GpuMatrix, input: Dp4aInput, output: GemvOutput): boolean {
  if (packedFormat(matrix.shape.format) === null) return false;
  if (output === 'swiglu' && matrix.shards.length > 1) return false;
  // What is merged is rounded in a second step.
  const unrounded = input === 'merge' ? 4 * padded(matrix.shape.columns) + 4096 : 0;
  const memory = blocksOf(matrix.shape) * 40 + unrounded + OTHER_MEMORY;
  return input === 'levels' || memory <= context.granted.limits.maxComputeWorkgroupStorageSize;
}

/** One dispatch a shard of `matrix`. @throws RangeError where canRun says no. */
export function create(
  context: GpuContext,
  matrix: GpuMatrix,
  buffers: Dp4aBuffers,
  chosen: GemvVariant | null = null,
): Promise<Dispatch[]> {
  const format = packedFormat(matrix.shape.format);
  if (format === null || !canRun(context, matrix, buffers.from.kind, buffers.output)) {
    throw new RangeError('gemv-dp4a: this matrix cannot be done here');
  }
  const { from, y, output, bias } = buffers;
  const options = { format, output, bias: bias !== null, variant: chosen };
  return Promise.all(
    matrix.shards.map((shard) =>
      bind(context, {
        use: kernel.use({ ...shard.shape, ...options, input: from.kind }),
        program: program(context, shard, from, options),
        buffers: [y, ...matrixBuffers(shard), ...buffersOf(from), ...(bias === null ? [] : [bias])],
      }),
    ),
  );
}

function program(
  device: Granted,
  { shape, rowStart }: ShardRows,
  from: Dp4aFrom,
  { format, output, bias, variant }: Pick<Dp4aShape, 'format' | 'output' | 'bias' | 'variant'>,
): Program {
  const { dot4, limits } = device.granted;
  const { lanes, rows, slices, reduction } = variant ?? variants(device)[0];
  const input = inputs[from.kind];
  const outputs = output === 'swiglu' ? shape.rows / 2 : shape.rows;
  const ofLane = outputsOfLane(rows, output);
  const sums = sumsOf(ofLane, output);
  const firstInput = 1 + matrixBindings(shape);
  const grid = foldedGrid(Math.ceil(outputs / (lanes * ofLane)), limits.maxComputeWorkgroupsPerDimension);
  const shuffles = reduction === 'subgroup';
  return {
    code: fill(source, {
      DIRECTIVES: shuffles ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : '',
      WEIGHTS: packedLoader(format, dot4, 1),
      INPUT: input.declarations(firstInput),
      BIAS: bias ? `@group(0) @binding(${firstInput + BINDINGS[from.kind]}) var<storage, read> bias: array<f32>;` : '',
      REDUCTION: reductions[reduction],
      BUILTINS: shuffles ? ', @builtin(subgroup_size) subgroup_width: u32' : '',
      OUTPUTS_A_LANE: String(ofLane),
      SUMS: String(sums.length),
      PREPARE: input.prepare,
      // Rows beyond the last are computed like it and not stored: cheaper than a branch around every load.
      DECLARE: [
        unroll(ofLane, (i) => `let row${i} = min(first + ${i}u * LANES, OUTPUTS - 1u);`),
        ...sums.map(({ name }) => `var ${name} = 0.0;`),
      ].join('\n'),
      DOTS: sums
        .map(
          ({ name, row }) =>
            `${name} += f32(dot32(load(block, ${row}), low, high) - offset) * (scale(block, ${row}) * x_scale);`,
        )
        .join('\n'),
      REDUCE: sums
        .map(({ name }) => `${name} = over_slices(${name}, lane${shuffles ? ', subgroup_width' : ''});`)
        .join('\n'),
      STORE: store(ofLane, output, bias, from.kind === 'norm'),
    }),
    constants: {
      OUTPUTS: outputs,
      N_PADDED: padded(shape.rows),
      BLOCKS: blocksOf(shape),
      LANES: lanes,
      SLICES: slices,
      THREADS: lanes * slices,
      OUT_OFFSET: rowStart,
      GRID_X: grid[0],
      ...(from.kind === 'levels' ? {} : { QUADS: blocksOf(shape) * 8, LEVELS: blocksOf(shape) * 2 }),
      ...(from.kind === 'norm' ? { WIDTH: shape.columns, EPSILON: from.epsilon } : {}),
      ...(from.kind === 'merge' ? mergeConstants(from, shape) : {}),
    },
    workgroups: () => grid,
    perRow: false,
  };
}

/** How many buffersOf gives. */
const BINDINGS = { levels: 2, plain: 1, norm: 2, merge: 2 } as const;

function buffersOf(from: Dp4aSource): readonly GPUBuffer[] {
  if (from.kind === 'levels') return [from.levels, from.blocks];
  if (from.kind === 'merge') return [from.sums, from.stats];
  return from.kind === 'plain' ? [from.x] : [from.x, from.weight];
}

/** Binding of gemv: a linear layer or the LM head for one token, with what is fused to it. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind, foldedGrid } from '../../src/kernels/bind';
import { MATRIX_FORMATS } from '../../src/kernels/format';
import { asEveryKind, defineKernel, type Dispatch, type Granted, type Program } from '../../src/kernels/kernel';
import {
  matrixBindings,
  matrixBuffers,
  shardsOf,
  type GpuMatrix,
  type ShardRows,
} from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, matrixBytes, padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { blockLoader } from '../../src/kernels/matrix/block-loader';
import { fill, unroll } from '../../src/kernels/template';
import { CASES } from './cases';
import { checkedInput, checkGemv } from './check';
import { columns } from './columns';
import { mergeConstants } from './merge';
import {
  inputs,
  INPUTS,
  outputsOfLane,
  OUTPUTS,
  overSharing,
  reductions,
  store,
  sumsOf,
  type GemvInput,
  type GemvOutput,
} from './parts';
import type { GemvBuffers, GemvFrom, GemvShape, GemvSource } from './shape';
import { oneForEachText, variantId, variants, type GemvVariant } from './variants';
import source from './gemv.wgsl?raw';

export type { GemvBuffers, GemvShape, GemvSource } from './shape';
export { variantId, variants, type GemvVariant } from './variants';

const VARIANT_SHAPE = {
  format: 'int4',
  rows: 70,
  columns: 1000,
  input: 'norm',
  output: 'swiglu',
  bias: false,
} as const;

const everyVariant = (device: Granted): readonly GemvVariant[] => asEveryKind(device).flatMap(variants);

export const kernel = defineKernel<GemvShape>({
  name: 'gemv',
  describe: ({ format, rows, columns, input, output, bias, variant }) =>
    [
      `${format} ${rows}x${columns}`,
      ...(input === 'plain' ? [] : [input]),
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
  programs: (device, shape) => {
    const variant = shape.variant ?? variants(device)[0];
    return shardsOf(device, shape).map((shard) => program(device, shard, checkedInput(shape), shape, variant));
  },
  cases: CASES,
  variantCases: (device) => everyVariant(device).map((variant) => ({ ...VARIANT_SHAPE, variant })),
  textCases: (device) =>
    oneForEachText(variants(device)).flatMap((variant) =>
      MATRIX_FORMATS.flatMap((format) =>
        INPUTS.flatMap((input) =>
          OUTPUTS.flatMap((output) =>
            [false, true].map((bias) => ({ ...VARIANT_SHAPE, format, input, output, bias, variant })),
          ),
        ),
      ),
    ),
});

/** SwiGLU needs a row of gate and its row of up in one binding; merging needs its results in workgroup memory. */
export function canFuse(context: GpuContext, matrix: GpuMatrix, input: GemvInput, output: GemvOutput): boolean {
  if (output === 'swiglu' && matrix.shards.length > 1) return false;
  const memory = 4 * padded(matrix.shape.columns) + 8192;
  return input !== 'merge' || memory <= context.granted.limits.maxComputeWorkgroupStorageSize;
}

/** One dispatch a shard of `matrix`. @throws RangeError where canFuse says no. */
export function create(
  context: GpuContext,
  matrix: GpuMatrix,
  buffers: GemvBuffers,
  chosen: GemvVariant | null = null,
): Promise<Dispatch[]> {
  if (!canFuse(context, matrix, buffers.from.kind, buffers.output)) throw new RangeError('gemv: cannot be fused here');
  const { from, y, output, bias } = buffers;
  const variant = chosen ?? variants(context)[0];
  const finish = { output, bias: bias !== null };
  return Promise.all(
    matrix.shards.map((shard) =>
      bind(context, {
        use: kernel.use({ ...shard.shape, ...finish, input: from.kind, variant: chosen }),
        program: program(context, shard, from, finish, variant),
        buffers: [y, ...matrixBuffers(shard), ...buffersOf(from), ...(bias === null ? [] : [bias])],
      }),
    ),
  );
}

function program(
  { granted: { shaderF16, software, limits } }: Granted,
  { shape, rowStart }: ShardRows,
  from: GemvFrom,
  { output, bias }: Pick<GemvShape, 'output' | 'bias'>,
  { lanes, rows, slices, reduction, reading }: GemvVariant,
): Program {
  // A software adapter converts f16 in pairs, and reads words at no more cost than halves.
  const load = blockLoader(shape.format, shaderF16 && !software);
  const input = inputs[from.kind];
  const outputs = output === 'swiglu' ? shape.rows / 2 : shape.rows;
  const ofLane = outputsOfLane(rows, output);
  const sums = sumsOf(ofLane, output);
  const firstInput = 1 + matrixBindings(shape);
  const grid = foldedGrid(Math.ceil(outputs / (lanes * ofLane)), limits.maxComputeWorkgroupsPerDimension);
  const shuffles = reduction === 'subgroup';
  const shares = reading === 'shared';
  const over = (value: string) => `over_slices(${value}, lane${shuffles ? ', subgroup_width' : ''})`;
  const finish = input.finish((name) => over(shares ? `over_sharing(${name})` : name));
  return {
    code: fill(source, {
      DIRECTIVES: [
        load.directives,
        shuffles || shares ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : '',
      ].join('\n'),
      WEIGHTS: load.declarations(1),
      INPUT: input.declarations(firstInput),
      BIAS: bias ? `@group(0) @binding(${firstInput + BINDINGS[from.kind]}) var<storage, read> bias: array<f32>;` : '',
      REDUCTION: [reductions[reduction], shares ? overSharing : ''].join('\n'),
      BUILTINS: [
        shuffles ? ', @builtin(subgroup_size) subgroup_width: u32' : '',
        shares ? ', @builtin(subgroup_invocation_id) subgroup_lane: u32' : '',
      ].join(''),
      OUTPUTS_A_LANE: String(ofLane),
      SUMS: String(sums.length),
      PREPARE: input.prepare,
      // Rows beyond the last are computed like it and not stored: cheaper than a branch around every load.
      DECLARE: [
        unroll(ofLane, (i) => `let row${i} = min(first + ${i}u * LANES, OUTPUTS - 1u);`),
        ...sums.map(({ name }) => `var ${name} = 0.0;`),
      ].join('\n'),
      COLUMNS: columns[reading]({ load, input, sums }),
      REDUCE: [...sums.map(({ name }) => `${name} = ${over(name)};`), finish].join('\n'),
      STORE: store(ofLane, output, bias, finish !== ''),
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
      ...constantsOf(from, shape),
    },
    workgroups: () => grid,
    perRow: false,
  };
}

/** How many buffersOf gives. */
const BINDINGS = { plain: 1, norm: 2, merge: 2 } as const;

function buffersOf(from: GemvSource): readonly GPUBuffer[] {
  if (from.kind === 'plain') return [from.x];
  return from.kind === 'norm' ? [from.x, from.weight] : [from.sums, from.stats];
}

function constantsOf(from: GemvFrom, { columns }: MatrixShape): Readonly<Record<string, number>> {
  if (from.kind === 'plain') return {};
  if (from.kind === 'norm') return { WIDTH: columns, EPSILON: from.epsilon };
  return mergeConstants(from, { columns });
}

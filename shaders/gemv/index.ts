/** Binding of gemv: a linear layer or the LM head for one token, with what is fused to it. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind, foldedGrid } from '../../src/kernels/bind';
import { asEveryKind, defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { matrixBuffers, type GpuMatrix, type MatrixShard } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, matrixBytes, padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { blockLoader, blockLoaderTexts } from '../../src/kernels/matrix/block-loader';
import { fill, unroll } from '../../src/kernels/template';
import { CASES } from './cases';
import { checkGemv } from './check';
import { columns, columnTexts } from './columns';
import { mergeConstants } from './merge';
import {
  inputs,
  outputsOfLane,
  overSharing,
  reductions,
  store,
  sumsOf,
  type GemvInput,
  type GemvOutput,
} from './parts';
import type { GemvBuffers, GemvShape, GemvSource } from './shape';
import { variantId, variants, type GemvVariant } from './variants';
import source from './gemv.wgsl?raw';

export type { GemvBuffers, GemvShape, GemvSource } from './shape';
export { variantId, variants, type GemvVariant } from './variants';

/** The texts that parts.ts puts into the kernel are as much part of it as the file. */
const parts = [...Object.values(inputs).flatMap((part) => [part.declarations(0), part.prepare]), ...columnTexts()];

export const kernel = defineKernel<GemvShape>({
  name: 'gemv',
  source: [source, ...blockLoaderTexts(), ...parts, ...Object.values(reductions), overSharing].join('\n'),
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
  cases: CASES,
  variantCases: (device) =>
    asEveryKind(device)
      .flatMap((each) => variants(each))
      .map((variant) => {
        const shape = {
          format: 'int4',
          rows: 70,
          columns: 1000,
          input: 'norm',
          output: 'swiglu',
          bias: false,
        } as const;
        return { ...shape, variant };
      }),
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
  const variant = chosen ?? variants(context)[0];
  return Promise.all(matrix.shards.map((shard) => dispatch(context, shard, buffers, variant, chosen)));
}

function dispatch(
  context: GpuContext,
  shard: MatrixShard,
  { from, y, output, bias }: GemvBuffers,
  { lanes, rows, slices, reduction, reading }: GemvVariant,
  chosen: GemvVariant | null,
): Promise<Dispatch> {
  const { shape } = shard;
  const { shaderF16, software, limits } = context.granted;
  // A software adapter converts f16 in pairs, and reads words at no more cost than halves.
  const load = blockLoader(shape.format, shaderF16 && !software);
  const input = inputs[from.kind];
  const outputs = output === 'swiglu' ? shape.rows / 2 : shape.rows;
  const ofLane = outputsOfLane(rows, output);
  const sums = sumsOf(ofLane, output);
  const weights = matrixBuffers(shard);
  const inputBuffers = buffersOf(from);
  const grid = foldedGrid(Math.ceil(outputs / (lanes * ofLane)), limits.maxComputeWorkgroupsPerDimension);
  const shuffles = reduction === 'subgroup';
  const shares = reading === 'shared';
  const over = (value: string) => `over_slices(${value}, lane${shuffles ? ', subgroup_width' : ''})`;
  const finish = input.finish((name) => over(shares ? `over_sharing(${name})` : name));
  return bind(context, {
    use: kernel.use({ ...shape, input: from.kind, output, bias: bias !== null, variant: chosen }),
    code: fill(source, {
      DIRECTIVES: [
        load.directives,
        shuffles || shares ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : '',
      ].join('\n'),
      WEIGHTS: load.declarations(1),
      INPUT: input.declarations(1 + weights.length),
      BIAS:
        bias === null
          ? ''
          : `@group(0) @binding(${1 + weights.length + inputBuffers.length}) var<storage, read> bias: array<f32>;`,
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
      STORE: store(ofLane, output, bias !== null, finish !== ''),
    }),
    constants: {
      OUTPUTS: outputs,
      N_PADDED: padded(shape.rows),
      BLOCKS: blocksOf(shape),
      LANES: lanes,
      SLICES: slices,
      THREADS: lanes * slices,
      OUT_OFFSET: shard.rowStart,
      GRID_X: grid[0],
      ...constantsOf(from, shape),
    },
    buffers: [y, ...weights, ...inputBuffers, ...(bias === null ? [] : [bias])],
    workgroups: () => grid,
    perRow: false,
  });
}

function buffersOf(from: GemvSource): readonly GPUBuffer[] {
  if (from.kind === 'plain') return [from.x];
  return from.kind === 'norm' ? [from.x, from.weight] : [from.sums, from.stats];
}

function constantsOf(from: GemvSource, { columns }: MatrixShape): Readonly<Record<string, number>> {
  if (from.kind === 'plain') return {};
  if (from.kind === 'norm') return { WIDTH: columns, EPSILON: from.epsilon };
  return mergeConstants(from, { columns });
}

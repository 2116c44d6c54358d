/** Binding of gemm: a linear layer for many tokens (prefill), with what is fused to it. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
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
import { loader, numbered } from '../../src/kernels/matrix/loader';
import { fill } from '../../src/kernels/template';
import { CASES } from './cases';
import { checkGemm } from './check';
import { functions, outputsOfLane, OUTPUTS, type GemmOutput } from './parts';
import { registerTexts, sharedTexts } from './texts';
import type { GemmBuffers, GemmOptions, GemmShape } from './shape';
import { threadsOf, tileOf, variantId, variants, type GemmVariant } from './variants';
import registerSource from './gemm.wgsl?raw';
import sharedSource from './tiled.wgsl?raw';

export type { GemmBuffers, GemmOptions, GemmShape } from './shape';
export { variantId, variants, type GemmVariant } from './variants';
export type { GemmOutput } from './parts';

/** Partly filled tiles, and rows of gate and up in one lane. */
const VARIANT_SHAPE = {
  format: 'int4',
  rows: 150,
  columns: 100,
  tokens: 70,
  output: 'swiglu',
  bias: false,
} as const;

const everyVariant = (device: Granted): readonly GemmVariant[] =>
  asEveryKind(device).flatMap((each) => variants(each, VARIANT_SHAPE));

export const kernel = defineKernel<GemmShape>({
  name: 'gemm',
  describe: ({ format, rows, columns, tokens, output, bias, variant }) =>
    [
      `${format} ${tokens}x${columns}x${rows}`,
      ...(output === 'store' ? [] : [output]),
      ...(bias ? ['bias'] : []),
      ...(variant === null ? [] : [`(${variantId(variant)})`]),
    ].join(' '),
  cost: (shape) => ({
    flops: flops(2 * shape.tokens * shape.rows * shape.columns),
    bytes: bytes(matrixBytes(shape) + 4 * shape.tokens * (shape.rows + shape.columns)),
  }),
  check: (context, shape) =>
    checkGemm(context, shape, (matrix, buffers, options) => create(context, matrix, shape.tokens, buffers, options)),
  programs,
  cases: CASES,
  variantCases: (device) => everyVariant(device).map((variant) => ({ ...VARIANT_SHAPE, variant })),
  textCases: (device) =>
    variants(device, VARIANT_SHAPE).flatMap((variant) =>
      MATRIX_FORMATS.flatMap((format) =>
        OUTPUTS.flatMap((output) => [false, true].map((bias) => ({ ...VARIANT_SHAPE, format, output, bias, variant }))),
      ),
    ),
});

/** SwiGLU needs a row of gate and its row of up in one binding. */
export const canFuse = (matrix: GpuMatrix, output: GemmOutput): boolean =>
  output !== 'swiglu' || matrix.shards.length === 1;

/** One dispatch a shard of `matrix`, for at most `tokens` tokens. @throws RangeError where canFuse says no. */
export function create(
  context: GpuContext,
  matrix: GpuMatrix,
  tokens: number,
  buffers: GemmBuffers,
  { variant: chosen = null, output = 'store', bias = null }: GemmOptions = {},
): Promise<Dispatch[]> {
  if (!canFuse(matrix, output)) throw new RangeError('gemm: SwiGLU over a matrix in several shards');
  const shape: GemmShape = { ...matrix.shape, tokens, output, bias: bias !== null, variant: chosen };
  const variant = chosen ?? variants(context, shape)[0];
  return Promise.all(
    matrix.shards.map((shard) =>
      bind(context, {
        use: kernel.use({ ...shape, ...shard.shape }),
        program: program(context, shape, shard, variant),
        buffers: [buffers.x, buffers.y, buffers.rows, ...matrixBuffers(shard), ...(bias === null ? [] : [bias])],
      }),
    ),
  );
}

function programs(device: Granted, shape: GemmShape): readonly Program[] {
  const variant = shape.variant ?? variants(device, shape)[0];
  return shardsOf(device, shape).map((shard) => program(device, shape, shard, variant));
}

/** @param whole the matrix that `shard` is of */
function program(device: Granted, whole: GemmShape, { shape, rowStart }: ShardRows, variant: GemmVariant): Program {
  const { output, bias } = whole;
  const { source, texts } = textOf(device, shape, variant, output, bias ? 3 + matrixBindings(shape) : null);
  const tile = tileOf(variant);
  const outputs = outputsOf(shape, output);
  return {
    code: fill(source, texts),
    constants: {
      OUTPUTS: outputs,
      N_PADDED: padded(shape.rows),
      BLOCKS: blocksOf(shape),
      THREADS: threadsOf(variant),
      OUT_OFFSET: rowStart,
      OUT_STRIDE: padded(outputsOf(whole, output)),
      ...(variant.kind === 'shared' && {
        TILE_ROWS: tile.rows,
        TILE_OUTPUTS: outputsOfLane(tile.rows, output),
        TILE_TOKENS: tile.tokens,
        LANES_ROWS: tile.rows / variant.rows,
        LANES_TOKENS: tile.tokens / variant.tokens,
        WEIGHT_QUADS: tile.rows * 8,
        X_QUADS: tile.tokens * 8,
      }),
    },
    workgroups: (rows) => [Math.ceil(outputs / outputsOfLane(tile.rows, output)), Math.ceil(rows / tile.tokens), 1],
    perRow: true,
  };
}

const outputsOf = ({ rows }: MatrixShape, output: GemmOutput): number => (output === 'swiglu' ? rows / 2 : rows);

function textOf(
  { granted }: Granted,
  shape: MatrixShape,
  variant: GemmVariant,
  output: GemmOutput,
  biasBinding: number | null,
) {
  const load = loader(shape.format, granted.shaderF16);
  const common = {
    WEIGHTS: numbered(load.declarations + load.quad, 3),
    PUT: functions(output, biasBinding),
  };
  return variant.kind === 'register'
    ? { source: registerSource, texts: { ...common, ...registerTexts(load.directives, variant, output) } }
    : { source: sharedSource, texts: { ...common, DIRECTIVES: load.directives, ...sharedTexts(variant, output) } };
}

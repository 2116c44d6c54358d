/** Binding of gemm: a linear layer for many tokens (prefill), with what is fused to it. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { asEveryKind, defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { matrixBuffers, type GpuMatrix, type MatrixShard } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, matrixBytes, padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { loader } from '../../src/kernels/matrix/loader';
import { fill } from '../../src/kernels/template';
import { CASES } from './cases';
import { checkGemm } from './check';
import { functions, outputsOfLane, TEXTS, type GemmOutput } from './parts';
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

export const kernel = defineKernel<GemmShape>({
  name: 'gemm',
  source: [registerSource, sharedSource, TEXTS].join('\n'),
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
  cases: CASES,
  variantCases: (device) =>
    asEveryKind(device).flatMap((each) =>
      variants(each, VARIANT_SHAPE).map((variant) => ({ ...VARIANT_SHAPE, variant })),
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
  const variant = chosen ?? variants(context, { rows: matrix.shape.rows, tokens })[0];
  const stride = padded(outputsOf(matrix.shape, output));
  return Promise.all(
    matrix.shards.map((shard) => {
      const { shape } = shard;
      const weights = matrixBuffers(shard);
      const { source, texts } = textOf(context, shard, variant, output, bias === null ? null : 3 + weights.length);
      const tile = tileOf(variant);
      const outputs = outputsOf(shape, output);
      return bind(context, {
        use: kernel.use({ ...shape, tokens, output, bias: bias !== null, variant: chosen }),
        code: fill(source, texts),
        constants: {
          OUTPUTS: outputs,
          N_PADDED: padded(shape.rows),
          BLOCKS: blocksOf(shape),
          THREADS: threadsOf(variant),
          OUT_OFFSET: shard.rowStart,
          OUT_STRIDE: stride,
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
        buffers: [buffers.x, buffers.y, buffers.state, ...weights, ...(bias === null ? [] : [bias])],
        workgroups: (rows) => [Math.ceil(outputs / outputsOfLane(tile.rows, output)), Math.ceil(rows / tile.tokens), 1],
        perRow: true,
      });
    }),
  );
}

const outputsOf = ({ rows }: MatrixShape, output: GemmOutput): number => (output === 'swiglu' ? rows / 2 : rows);

function textOf(
  context: GpuContext,
  { shape }: MatrixShard,
  variant: GemmVariant,
  output: GemmOutput,
  biasBinding: number | null,
) {
  const load = loader(shape.format, context.granted.shaderF16);
  const common = {
    WEIGHTS: load.declarations(3),
    PUT: functions(output, biasBinding),
  };
  return variant.kind === 'register'
    ? { source: registerSource, texts: { ...common, ...registerTexts(load.directives, variant, output) } }
    : { source: sharedSource, texts: { ...common, DIRECTIVES: load.directives, ...sharedTexts(variant, output) } };
}

/** Binding of gemm-dp4a: a linear layer for many tokens (prefill) on activations rounded to 8 bits. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
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
import { fill } from '../../src/kernels/template';
import { checkGemm } from './check';
import { OUTPUTS, textsOf } from './texts';
import type { GemmDp4aBuffers, GemmDp4aShape } from './shape';
import { threadsOf, tileOf, variantId, variants, type GemmDp4aVariant } from './variants';
import registerSource from './gemm-dp4a.wgsl?raw';
import sharedSource from './tiled.wgsl?raw';

export { tokensRounded, type GemmDp4aBuffers, type GemmDp4aShape } from './shape';
export { variantId, variants, type GemmDp4aVariant } from './variants';

const CASES: readonly GemmDp4aShape[] = [
  ...(['int8', 'int4'] as const).flatMap((format): readonly GemmDp4aShape[] => [
    { format, rows: 64, columns: 64, tokens: 8, output: 'store', bias: false, variant: null },
    { format, rows: 30, columns: 36, tokens: 3, output: 'add', bias: true, variant: null },
    { format, rows: 200, columns: 1000, tokens: 13, output: 'store', bias: false, variant: null },
  ]),
  { format: 'int4', rows: 4200, columns: 96, tokens: 17, output: 'store', bias: false, variant: null },
  ...(['int8', 'int4'] as const).map((format): GemmDp4aShape => {
    const variant = { kind: 'shared', tileRows: 64, tileTokens: 64, rows: 4, tokens: 4 } as const;
    return { format, rows: 70, columns: 100, tokens: 67, output: 'add', bias: true, variant };
  }),
];

/** Partly filled tiles of every size. */
const VARIANT_SHAPE = {
  format: 'int4',
  rows: 150,
  columns: 100,
  tokens: 70,
  output: 'add',
  bias: true,
} as const;

const everyVariant = (device: Granted): readonly GemmDp4aVariant[] =>
  asEveryKind(device).flatMap((each) => variants(each, VARIANT_SHAPE));

export const kernel = defineKernel<GemmDp4aShape>({
  name: 'gemm-dp4a',
  describe: ({ format, rows, columns, tokens, output, bias, variant }) =>
    [
      `${format} ${tokens}x${columns}x${rows}`,
      ...(output === 'store' ? [] : [output]),
      ...(bias ? ['bias'] : []),
      ...(variant === null ? [] : [`(${variantId(variant)})`]),
    ].join(' '),
  cost: (shape) => ({
    flops: flops(2 * shape.tokens * shape.rows * shape.columns),
    bytes: bytes(matrixBytes(shape) + shape.tokens * (4 * shape.rows + 1.25 * shape.columns)),
  }),
  check: (context, shape) =>
    checkGemm(context, shape, (matrix, buffers) => create(context, matrix, shape.tokens, buffers, shape.variant)),
  programs,
  cases: CASES,
  variantCases: (device) => everyVariant(device).map((variant) => ({ ...VARIANT_SHAPE, variant })),
  textCases: (device) =>
    variants(device, VARIANT_SHAPE).flatMap((variant) =>
      PACKED_FORMATS.flatMap((format) =>
        OUTPUTS.flatMap((output) => [false, true].map((bias) => ({ ...VARIANT_SHAPE, format, output, bias, variant }))),
      ),
    ),
});

/** One dispatch a shard of `matrix`, for at most `tokens` tokens. @throws RangeError where the format's levels are no integers. */
export function create(
  context: GpuContext,
  matrix: GpuMatrix,
  tokens: number,
  buffers: GemmDp4aBuffers,
  chosen: GemmDp4aVariant | null = null,
): Promise<Dispatch[]> {
  const format = packedFormat(matrix.shape.format);
  if (format === null) throw new RangeError(`gemm-dp4a: ${matrix.shape.format} has no integer levels`);
  const { levels, blocks, y, rows, output, bias } = buffers;
  const shape: GemmDp4aShape = { ...matrix.shape, format, tokens, output, bias: bias !== null, variant: chosen };
  return Promise.all(
    matrix.shards.map((shard) =>
      bind(context, {
        use: kernel.use({ ...shape, rows: shard.shape.rows }),
        program: program(context, shape, shard),
        buffers: [levels, blocks, y, rows, ...matrixBuffers(shard), ...(bias === null ? [] : [bias])],
      }),
    ),
  );
}

function programs(device: Granted, shape: GemmDp4aShape): readonly Program[] {
  return shardsOf(device, shape).map((shard) => program(device, shape, shard));
}

/** @param whole the matrix that `shard` is of */
function program(device: Granted, whole: GemmDp4aShape, { shape, rowStart }: ShardRows): Program {
  const { format, tokens, output, bias } = whole;
  const variant = whole.variant ?? variants(device, { rows: shape.rows, tokens })[0];
  const tile = tileOf(variant);
  const source = variant.kind === 'register' ? registerSource : sharedSource;
  return {
    code: fill(source, {
      WEIGHTS: packedLoader(format, device.granted.dot4, 4),
      BIAS: bias ? `@group(0) @binding(${4 + matrixBindings(shape)}) var<storage, read> bias: array<f32>;` : '',
      ...textsOf(variant, output, bias),
    }),
    constants: {
      N: shape.rows,
      N_PADDED: padded(shape.rows),
      BLOCKS: blocksOf(shape),
      THREADS: threadsOf(variant),
      OUT_OFFSET: rowStart,
      OUT_STRIDE: padded(whole.rows),
      ...tileConstants(variant),
    },
    workgroups: (count) => [Math.ceil(shape.rows / tile.rows), Math.ceil(count / tile.tokens), 1],
    perRow: true,
  };
}

/** What tiled.wgsl declares beyond gemm-dp4a.wgsl. */
function tileConstants(variant: GemmDp4aVariant): Readonly<Record<string, number>> {
  if (variant.kind === 'register') return {};
  const { tileRows, tileTokens, rows, tokens } = variant;
  return {
    TILE_ROWS: tileRows,
    TILE_TOKENS: tileTokens,
    LANES_ROWS: tileRows / rows,
    LANES_TOKENS: tileTokens / tokens,
    WEIGHT_EIGHTS: tileRows * 4,
    X_EIGHTS: tileTokens * 4,
  };
}

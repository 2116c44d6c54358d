/** Binding of gemm: a linear layer for many tokens (prefill), in either arithmetic, with what is fused to it. */
import type { GpuContext } from '../../src/device/context';
import { defineMatrixKernel } from '../../src/kernels/define';
import type { Dispatch, Granted, Program } from '../../src/kernels/kernel';
import type { GpuMatrix, ShardRows } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, padded } from '../../src/kernels/matrix/layout';
import { rowTable } from '../../src/kernels/rows';
import { assemble } from '../../src/kernels/template';
import { checkLinear, levelsInput, plainInput } from '../linear/check';
import { outputsOfLane, putting } from '../linear/output';
import { describeLinear, linearCost, outputsOf, type LinearOutput } from '../linear/shape';
import { arithmetics } from './arithmetic';
import { CASES, textCases, variantCases } from './cases';
import type { GemmBuffers, GemmShape, GemmSource } from './shape';
import { registerTexts, tiledTexts } from './texts';
import { threadsOf, tileOf, variantId } from './variants';
import registerSource from './gemm.wgsl?raw';
import tiledSource from './tiled.wgsl?raw';

export type { GemmBuffers, GemmShape, GemmSource } from './shape';
export { variantId, variants, type GemmVariant } from './variants';

export const kernel = defineMatrixKernel<GemmShape>({
  name: 'gemm',
  describe: (shape) => describeLinear(shape, 'plain', variantId(shape.variant)),
  cost: linearCost,
  check: (bench, shape) => {
    const { rows, ...read } = shape.arithmetic === 'f32' ? plainInput(bench, shape) : levelsInput(bench, shape);
    const from: GemmSource = 'x' in read ? { kind: 'plain', ...read } : { kind: 'levels', ...read };
    return checkLinear(bench, shape, { from, rows }, (matrix, from, to) =>
      create(bench.context, matrix, { from, ...to }, shape),
    );
  },
  program,
  cases: CASES,
  variantCases,
  textCases,
});

/** SwiGLU needs a row of gate and its row of up in one binding. */
export const canFuse = (matrix: GpuMatrix, output: LinearOutput): boolean =>
  output !== 'swiglu' || matrix.shards.length === 1;

/**
 * One dispatch a shard of `matrix`, for at most `tokens` rows of a pass.
 *
 * @throws RangeError where canFuse says no, or `from` is levels and those of the matrix's format are no integers
 */
export function create(
  context: GpuContext,
  matrix: GpuMatrix,
  { from, y, output, bias, rows }: GemmBuffers,
  { tokens, variant }: Pick<GemmShape, 'tokens' | 'variant'>,
): Promise<Dispatch[]> {
  if (!canFuse(matrix, output)) throw new RangeError('gemm: SwiGLU over a matrix in several shards');
  const arithmetic = from.kind === 'plain' ? 'f32' : 'int8';
  const shape: GemmShape = { matrix: matrix.shape, arithmetic, tokens, output, bias: bias !== null, variant };
  const x = from.kind === 'plain' ? { x: from.x } : { x: from.levels, blocks: from.blocks };
  return kernel.bindShards(context, matrix, { ...x, y, rows, bias }, { shape });
}

/** @param whole the shape of the matrix that `shard` is of */
function program(device: Granted, whole: GemmShape, { shape, rowStart }: ShardRows): Program {
  const { arithmetic, matrix, output, bias, variant } = whole;
  const { steps, spread, declarations } = arithmetics[arithmetic];
  const { directives, code } = declarations(device, matrix.format);
  const outputs = outputsOf(shape, output);
  const tile = tileOf(variant);
  const tileOutputs = outputsOfLane(tile.rows, output);
  const tiled = variant.kind === 'tiled';
  const shares = !tiled && variant.shared > 1;
  return {
    ...assemble(tiled ? tiledSource : registerSource, {
      DIRECTIVES: shares ? `${directives}\nenable subgroups;` : directives,
      ARITHMETIC: code,
      ROW_TABLE: rowTable(),
      PUT: putting(output, bias, 'rows.count'),
      ...(tiled ? tiledTexts(arithmetic, variant, output) : registerTexts(arithmetic, variant, output)),
    }),
    constants: {
      OUTPUTS: outputs,
      N_PADDED: padded(shape.rows),
      BLOCKS: blocksOf(shape),
      STEPS: steps,
      THREADS: threadsOf(variant),
      OUT_OFFSET: rowStart,
      OUT_STRIDE: padded(outputsOf(matrix, output)),
      ...(tiled && {
        TILE_ROWS: tile.rows,
        TILE_OUTPUTS: tileOutputs,
        TILE_TOKENS: tile.tokens,
        LANES_ROWS: tile.rows / variant.rows,
        LANES_TOKENS: tile.tokens / variant.tokens,
        WEIGHT_STEPS: tile.rows * steps,
        X_STEPS: tile.tokens * steps,
        SPREAD: Math.min(spread, tile.tokens / steps),
      }),
    },
    workgroups: (rows) => [Math.ceil(outputs / tileOutputs), Math.ceil(rows / tile.tokens), 1],
  };
}

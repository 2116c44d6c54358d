/** The linear layer by which a plan times a format: the kernels that the format's models start with. */
import type { GpuContext } from '../device/context';
import type { Recipe } from '../kernels/recipe';
import type { Dispatch } from '../kernels/kernel';
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';
import { padded } from '../kernels/matrix/layout';
import { blockWords, levelWords } from '../kernels/matrix/quantise-block';
import { run, rowWords } from '../kernels/rows';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import * as quantise from '../../shaders/quantise-activations';

export interface CalibratedLayer {
  readonly arithmetic: 'f32' | 'int8';
  /** One token, as in decode. */
  readonly one: (matrix: GpuMatrix) => Promise<readonly Dispatch[]>;
  /** `tokens` of them, as in prefill. */
  readonly many: (matrix: GpuMatrix) => Promise<readonly Dispatch[]>;
}

/** @param widest of the matrices, with which it can be used @param tokens of a pass of many */
export function calibratedLayer(
  context: GpuContext,
  { activations: arithmetic }: Recipe,
  widest: { readonly rows: number; readonly columns: number },
  tokens: number,
): CalibratedLayer {
  const { buffers } = context;
  const x = buffers.create('calibration x', padded(widest.columns) * tokens * 4);
  const y = buffers.create('calibration y', padded(widest.rows) * tokens * 4);
  const rows = buffers.upload('calibration rows', rowWords(run(0, tokens)));
  const to = { y, output: 'store', bias: null } as const;
  const alone = { arithmetic, tokens: 1 } as const;
  const options = { ...alone, variant: gemv.variants(context, alone)[0] };
  const one = (matrix: GpuMatrix, from: gemv.GemvSource) =>
    gemv.create(context, matrix, { ...to, from, rows: null }, options);
  const plain = { kind: 'plain', x } as const;
  const many = (matrix: GpuMatrix, from: gemm.GemmSource) => {
    const [variant] = gemm.variants(context, { arithmetic, rows: matrix.shape.rows, tokens });
    return gemm.create(context, matrix, { ...to, from, rows }, { tokens, variant });
  };
  if (arithmetic === 'f32') {
    return {
      arithmetic,
      one: (matrix) => one(matrix, plain),
      many: (matrix) => many(matrix, plain),
    };
  }
  const rounded = {
    levels: buffers.create('calibration levels', levelWords(tokens, padded(widest.columns)) * 4),
    blocks: buffers.create('calibration blocks', blockWords(tokens, padded(widest.columns)) * 4),
  };
  const round = ({ shape }: GpuMatrix) =>
    quantise.create(context, { width: shape.columns, epsilon: null }, { x, norm_weight: null, ...rounded });
  return {
    arithmetic,
    one: async (matrix) =>
      gemv.canRun(context, matrix, { arithmetic, input: 'plain', output: 'store' })
        ? one(matrix, plain)
        : [await round(matrix), ...(await one(matrix, { kind: 'levels', ...rounded }))],
    many: async (matrix) => [await round(matrix), ...(await many(matrix, { kind: 'levels', ...rounded }))],
  };
}

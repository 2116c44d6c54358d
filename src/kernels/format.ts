/** How one matrix may be stored. Not which matrices of a model are stored how (recipe.ts), nor the packing itself (matrix/). */

export const MATRIX_FORMATS = ['fp16', 'int8', 'int4', 'mxfp4', 'nvfp4'] as const;
export type MatrixFormat = (typeof MATRIX_FORMATS)[number];

export interface FormatFacts {
  /** Of a weight in memory, scales included: 16, 8 + 16/32, 4 + 16/32, 4 + 8/32 or 4 + 8/16. */
  readonly bits: number;
  /** Weights that share a scale. */
  readonly block: 16 | 32;
  readonly scales: string;
  readonly levels: string;
}

/** How other engines store matrices that ours does not: widened to f32, onnxruntime's four bits with f32 scales, llama.cpp's Q4_1 and Q8_0. */
export type StoredFormat = MatrixFormat | 'fp32' | 'int4_f32' | 'q4_1' | 'q8_0';

/** MXFP4 is OCP Microscaling's (v1.0), with its rule for the scale; NVFP4 is NVIDIA's. Part of a workload's identity, but for the bits. */
export const FORMATS: Readonly<Record<StoredFormat, FormatFacts>> = {
  fp16: { bits: 16, block: 32, scales: 'none', levels: 'IEEE 754 binary16' },
  int8: { bits: 8.5, block: 32, scales: 'f16', levels: 'int8 -127..127, absolute maximum' },
  int4: { bits: 4.5, block: 32, scales: 'f16', levels: 'int4 -8..7, largest magnitude at -8' },
  mxfp4: {
    ...{ bits: 4.25, block: 32, scales: 'e8m0' },
    levels: 'e2m1, scale 2^(floor(log2(absolute maximum)) - 2), nearest even, at most 6',
  },
  nvfp4: {
    ...{ bits: 4.5, block: 16, scales: 'e4m3 and one f32 a tensor' },
    levels: 'e2m1, absolute maximum at 6, that of the tensor at 6 * 448, nearest even',
  },
  fp32: { bits: 32, block: 32, scales: 'none', levels: 'IEEE 754 binary32' },
  int4_f32: { bits: 5, block: 32, scales: 'f32', levels: 'int4 -8..7, largest magnitude at -8' },
  q4_1: { bits: 5, block: 32, scales: 'f16, with an f16 minimum', levels: '0..15, from minimum to maximum' },
  q8_0: { bits: 8.5, block: 32, scales: 'f16', levels: 'int8 -127..127, absolute maximum' },
};

/** The number formats a model's weights can have, and what each recipe is in full. Not the packing itself (see matrix/). */

/** How one matrix is stored. */
export const MATRIX_FORMATS = ['fp16', 'int8', 'int4', 'mxfp4', 'nvfp4'] as const;
export type MatrixFormat = (typeof MATRIX_FORMATS)[number];

/** What a model is quantised to: the format of its linear layers; the embedding and LM head follow from the recipe. */
export const MODEL_FORMATS = ['fp16', 'int8', 'int4', 'mxfp4', 'nvfp4', 'w4a8'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** Everything that decides the arithmetic of a quantised model; part of a workload's identity. */
export interface FormatRecipe {
  readonly linear: MatrixFormat;
  readonly embedding: MatrixFormat;
  readonly norms: 'f32';
  /** What goes into a linear layer or the LM head: as it is, or rounded to INT8 by blocks of 32, largest magnitude at 127. */
  readonly activations: 'f32' | 'int8 per 32';
  readonly accumulation: 'f32' | 'i32 in a block, f32 across blocks';
  readonly keyValueCache: 'f16';
  /** Of the linear layers; INT8's are always 32. */
  readonly blockSize: 16 | 32;
  readonly scales: 'f16' | 'none' | 'e8m0; f16' | 'e4m3 and one f32 a tensor; f16';
  readonly levels: string;
}

const common = {
  norms: 'f32',
  activations: 'f32',
  accumulation: 'f32',
  keyValueCache: 'f16',
  blockSize: 32,
} as const;

const INT8_LEVELS = 'int8 -127..127, absolute maximum';
const INT4_LEVELS = `int4 -8..7, largest magnitude at -8; ${INT8_LEVELS}`;

/**
 * The recipe of each model format. INT4 keeps embedding and LM head in INT8, as llama.cpp's 4-bit files do; the two FP4 formats
 * and W4A8 do as INT4 does. MXFP4 is OCP Microscaling's (v1.0), with its rule for the scale; NVFP4 is NVIDIA's.
 */
export const FORMAT_RECIPES: Readonly<Record<ModelFormat, FormatRecipe>> = {
  fp16: { ...common, linear: 'fp16', embedding: 'fp16', scales: 'none', levels: 'IEEE 754 binary16' },
  int8: { ...common, linear: 'int8', embedding: 'int8', scales: 'f16', levels: INT8_LEVELS },
  int4: { ...common, linear: 'int4', embedding: 'int8', scales: 'f16', levels: INT4_LEVELS },
  mxfp4: {
    ...common,
    linear: 'mxfp4',
    embedding: 'int8',
    scales: 'e8m0; f16',
    levels: `e2m1, scale 2^(floor(log2(absolute maximum)) - 2), nearest even, at most 6; ${INT8_LEVELS}`,
  },
  nvfp4: {
    ...common,
    blockSize: 16,
    linear: 'nvfp4',
    embedding: 'int8',
    scales: 'e4m3 and one f32 a tensor; f16',
    levels: `e2m1, absolute maximum at 6, that of the tensor at 6 * 448, nearest even; ${INT8_LEVELS}, blocks of 32`,
  },
  w4a8: {
    ...common,
    linear: 'int4',
    embedding: 'int8',
    activations: 'int8 per 32',
    accumulation: 'i32 in a block, f32 across blocks',
    scales: 'f16',
    levels: INT4_LEVELS,
  },
};

/** In what the weights are multiplied. Said beside a result; not part of its identity, where the recipe says all of it. */
export const ARITHMETIC: Readonly<Record<ModelFormat, string>> = {
  fp16: 'f32',
  int8: 'f32',
  int4: 'f32',
  mxfp4: 'f32',
  nvfp4: 'f32',
  w4a8: 'int8 dot products, i32 accumulation, f32 scales',
};

/** Bits a weight takes in memory, scales included: 16, 8 + 16/32, 4 + 16/32, 4 + 8/32 or 4 + 8/16. */
export const BITS_PER_WEIGHT: Readonly<Record<MatrixFormat, number>> = {
  fp16: 16,
  int8: 8.5,
  int4: 4.5,
  mxfp4: 4.25,
  nvfp4: 4.5,
};

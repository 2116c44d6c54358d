/** The number formats a model's weights can have, and what each recipe is in full. Not the packing itself (see matrix/). */

/** How one matrix is stored. */
export type MatrixFormat = 'fp16' | 'int8' | 'int4';

/** What a model is quantised to: the format of its linear layers; the embedding and LM head follow from the recipe. */
export const MODEL_FORMATS = ['fp16', 'int8', 'int4'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** Everything that decides the arithmetic of a quantised model; part of a workload's identity. */
export interface FormatRecipe {
  readonly linear: MatrixFormat;
  readonly embedding: MatrixFormat;
  readonly norms: 'f32';
  readonly activations: 'f32';
  readonly accumulation: 'f32';
  readonly keyValueCache: 'f16';
  readonly blockSize: 32;
  readonly scales: 'f16' | 'none';
  readonly levels: string;
}

const common = {
  norms: 'f32',
  activations: 'f32',
  accumulation: 'f32',
  keyValueCache: 'f16',
  blockSize: 32,
} as const;

/** The recipe of each model format. INT4 keeps embedding and LM head in INT8, as llama.cpp's 4-bit files do. */
export const FORMAT_RECIPES: Readonly<Record<ModelFormat, FormatRecipe>> = {
  fp16: { ...common, linear: 'fp16', embedding: 'fp16', scales: 'none', levels: 'IEEE 754 binary16' },
  int8: { ...common, linear: 'int8', embedding: 'int8', scales: 'f16', levels: 'int8 -127..127, absolute maximum' },
  int4: {
    ...common,
    linear: 'int4',
    embedding: 'int8',
    scales: 'f16',
    levels: 'int4 -8..7, largest magnitude at -8; int8 -127..127, absolute maximum',
  },
};

/** Bits a weight takes in memory, scales included: 16, 8 + 16/32 or 4 + 16/32. */
export const BITS_PER_WEIGHT: Readonly<Record<MatrixFormat, number>> = { fp16: 16, int8: 8.5, int4: 4.5 };

/** A recipe: the format of each tensor of a model, of its activations and of its cache. Presets have the names that people choose by. */
import { FORMATS, type MatrixFormat, type StoredFormat } from './format';

/** The presets, by the names that options, results and links have for them. */
export const MODEL_FORMATS = ['fp16', 'int8', 'int4', 'mxfp4', 'nvfp4', 'w4a8'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** The linear layers of a transformer layer; q|k|v and gate|up are one matrix each. */
export const LINEAR_ROLES = ['qkv', 'output', 'gateUp', 'down'] as const;
export type LinearRole = (typeof LINEAR_ROLES)[number];
/** Where embedding and LM head are tied, the embedding's format counts for both. */
export const TENSOR_ROLES = [...LINEAR_ROLES, 'embedding', 'lmHead'] as const;
export type TensorRole = (typeof TENSOR_ROLES)[number];

/** What goes into a linear layer or the LM head: as it is, or rounded to INT8 by blocks of 32, largest magnitude at 127. */
type Activations = 'f32' | 'int8';

export interface Recipe<A extends string = Activations, F extends StoredFormat = MatrixFormat> {
  /** The preset whose name stands for it in options, tables and results. */
  readonly id: ModelFormat;
  readonly weights: Readonly<Record<TensorRole, F>>;
  readonly activations: A;
  readonly cache: 'f16';
}

/** Other engines have activations, formats and caches that ours does not. */
export type AnyRecipe = Omit<Recipe<Activations | 'f16' | 'f16 or int8' | 'f32 or int8', StoredFormat>, 'cache'> & {
  readonly cache: 'f16' | 'f32';
};

/** All linear layers in one format, embedding and LM head in another. */
export const recipeOf = <F extends StoredFormat>(id: ModelFormat, linear: F, vocabulary: F): Recipe<'f32', F> => ({
  id,
  weights: {
    ...{ qkv: linear, output: linear, gateUp: linear, down: linear },
    ...{ embedding: vocabulary, lmHead: vocabulary },
  },
  ...{ activations: 'f32', cache: 'f16' },
});

/** The 4-bit presets keep embedding and LM head in INT8, as llama.cpp's 4-bit files do. */
export const RECIPES: Readonly<Record<ModelFormat, Recipe>> = {
  fp16: recipeOf('fp16', 'fp16', 'fp16'),
  int8: recipeOf('int8', 'int8', 'int8'),
  int4: recipeOf('int4', 'int4', 'int8'),
  mxfp4: recipeOf('mxfp4', 'mxfp4', 'int8'),
  nvfp4: recipeOf('nvfp4', 'nvfp4', 'int8'),
  w4a8: { ...recipeOf('w4a8', 'int4', 'int8'), activations: 'int8' },
};

/** In what the weights are multiplied. Said beside a result; not part of its identity, where the recipe says all of it. */
export const arithmeticOf = ({ activations }: Pick<AnyRecipe, 'activations'>): string => ARITHMETIC[activations];

const ARITHMETIC: Readonly<Record<AnyRecipe['activations'], string>> = {
  f32: 'f32',
  f16: 'f16',
  int8: 'int8 dot products, i32 accumulation, f32 scales',
  'f16 or int8': 'f16, or int8 dot products where the engine chooses',
  'f32 or int8': 'f32, or int8 dot products where the engine chooses',
};

const ACCUMULATION: Readonly<Record<AnyRecipe['activations'], string>> = {
  f32: 'f32',
  f16: 'f16 or f32',
  'f16 or int8': 'the engine chooses',
  'f32 or int8': 'the engine chooses',
  int8: 'i32 in a block, f32 across blocks',
};

/** Everything of a recipe that decides the arithmetic of a model, in words: part of a workload's identity. */
export function recipeRecord({ id, weights, activations, cache }: AnyRecipe): Readonly<Record<string, unknown>> {
  const distinct = [...new Set([...LINEAR_ROLES.map((role) => weights[role]), weights.lmHead, weights.embedding])];
  const [first = weights.qkv] = distinct;
  const { block } = FORMATS[first];
  const linear = Object.fromEntries(LINEAR_ROLES.map((role) => [role, weights[role]]));
  const isMixed = LINEAR_ROLES.some((role) => weights[role] !== weights.qkv);
  return {
    name: id,
    norms: 'f32',
    activations: activations === 'int8' ? 'int8 per 32' : activations,
    accumulation: ACCUMULATION[activations],
    keyValueCache: cache,
    blockSize: block,
    linear: isMixed ? linear : weights.qkv,
    embedding: weights.embedding,
    ...(weights.lmHead === weights.embedding ? {} : { lmHead: weights.lmHead }),
    scales: [...new Set(distinct.map((format) => FORMATS[format].scales))].join('; '),
    levels: distinct
      .map((format) => FORMATS[format])
      .map((facts) => facts.levels + (facts.block === block ? '' : `, blocks of ${facts.block}`))
      .join('; '),
  };
}

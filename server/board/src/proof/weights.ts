/** A model's weights as the product rounds them for each format of the proof, as f32 on the CPU: prepared once, and shared where two formats agree. */
import type { MatrixFormat } from '../../../../src/kernels/format';
import { fromHalf, toHalf } from '../../../../src/kernels/matrix/half';
import { RECIPES, type LinearRole, type Recipe } from '../../../../src/kernels/recipe';
import { CHOICE_OF } from '../../../../src/lab/choice';
import { roundTensor } from '../../../../src/lab/round-tensor';
import type { ModelConfig } from '../../../../src/model/config';
import type { ModelWeightFiles } from '../../../../src/model/files/folder';
import { matricesOf, readMatrix, type StoredMatrix } from '../../../../src/model/weights/matrices';
import { PROOF_FORMATS, type ProofFormat } from '../contract/proof';

/** Matrices (rows, columns) row-major, by role. */
export type LayerValues = Readonly<Record<LinearRole | 'inputNorm' | 'postNorm', Float32Array>>;

export interface ProofWeights {
  readonly config: ModelConfig;
  /** (vocabSize, hiddenSize) */
  readonly embedding: Float32Array;
  /** The embedding itself where the two are tied. */
  readonly lmHead: Float32Array;
  /** (hiddenSize) */
  readonly finalNorm: Float32Array;
  readonly layers: readonly LayerValues[];
}

export type WeightsByFormat = Readonly<Record<ProofFormat, ProofWeights>>;

/** @throws TokamarkError `weights` for a tensor that is damaged; RangeError for a model with biases, which no proof is written by */
export async function proofWeights(files: ModelWeightFiles): Promise<WeightsByFormat> {
  const { config, tensors } = files;
  if (config.qkvBias || config.outputBias) throw new RangeError(`${config.name} has biases: the reference has none`);
  const finalNorm = await tensors.finalNorm.read();
  const norms: Pick<LayerValues, 'inputNorm' | 'postNorm'>[] = [];
  for (let i = 0; i < config.layers; i++) {
    const { weight } = tensors.layer(i);
    norms.push({
      inputNorm: await weight('input_layernorm').read(),
      postNorm: await weight('post_attention_layernorm').read(),
    });
  }
  const rounded = await roundedMatrices(files);
  const of = (recipe: Recipe): ProofWeights => {
    const at = (layer: number | null, role: StoredMatrix['role']): Float32Array =>
      rounded.get(key(layer, role, recipe.weights[role])) ?? new Float32Array();
    const embedding = at(null, 'embedding');
    return {
      ...{ config, embedding, finalNorm },
      lmHead: config.tiedEmbeddings ? embedding : at(null, 'lmHead'),
      layers: norms.map((norm, layer) => ({
        ...norm,
        ...{ qkv: at(layer, 'qkv'), output: at(layer, 'output'), gateUp: at(layer, 'gateUp'), down: at(layer, 'down') },
      })),
    };
  };
  return { fp16: of(RECIPES.fp16), int8: of(RECIPES.int8), int4: of(RECIPES.int4), w4a8: of(RECIPES.w4a8) };
}

const key = (layer: number | null, role: StoredMatrix['role'], format: MatrixFormat): string =>
  `${layer ?? 'model'} ${role} ${format}`;

/** Every matrix in every format that a recipe of the proof has it in. */
async function roundedMatrices(files: ModelWeightFiles): Promise<ReadonlyMap<string, Float32Array>> {
  const rounded = new Map<string, Float32Array>();
  for (const matrix of matricesOf(files)) {
    const values = await readMatrix(matrix);
    const { layer, role, columns } = matrix;
    for (const format of new Set(PROOF_FORMATS.map((one) => RECIPES[one].weights[role]))) {
      rounded.set(key(layer, role, format), roundedTo(format, values, columns));
    }
  }
  return rounded;
}

/** Every value of these formats is an f32: levels of 8 bits times a scale of 11, or a binary16. */
function roundedTo(format: MatrixFormat, values: Float32Array, columns: number): Float32Array {
  if (format === 'fp16') return values.map((value) => fromHalf(toHalf(value)));
  return Float32Array.from(roundTensor(CHOICE_OF[format], values, columns).values);
}

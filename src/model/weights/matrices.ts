/** The matrices of a model as the engine holds them, by what each is made of in the files: Q|K|V and gate|up are one each. */
import { LINEAR_ROLES, RECIPES, type LinearRole, type TensorRole } from '../../kernels/recipe';
import { QKV, type LlamaLayer, type StoredTensor } from '../files/weights';
import type { ModelWeightFiles } from '../files/folder';
import { layerShapes, vocabularyShape } from './weights';

export interface StoredMatrix {
  /** `embedding`, `LM head`, `layer 0 qkv`, `layer 0 gate up`, ... */
  readonly name: string;
  readonly role: TensorRole;
  /** Null of embedding and LM head. */
  readonly layer: number | null;
  readonly rows: number;
  readonly columns: number;
  /** One below the other. */
  readonly tensors: readonly StoredTensor[];
}

const NAMES = { qkv: 'qkv', output: 'output', gateUp: 'gate up', down: 'down' } as const satisfies Record<
  LinearRole,
  string
>;

export const matrixName = (layer: number, role: LinearRole): string => `layer ${layer} ${NAMES[role]}`;

/** Of one layer, by role. */
export const tensorsOfLayer = ({ weight }: LlamaLayer): Readonly<Record<LinearRole, readonly StoredTensor[]>> => ({
  qkv: QKV.map(weight),
  output: [weight('self_attn.o_proj')],
  gateUp: [weight('mlp.gate_proj'), weight('mlp.up_proj')],
  down: [weight('mlp.down_proj')],
});

/** Embedding, LM head where it is not tied, then layer by layer. Nothing is read. */
export function matricesOf({ config, tensors }: ModelWeightFiles): readonly StoredMatrix[] {
  const shapes = layerShapes(config, RECIPES.fp16);
  const vocabulary = (name: string, role: 'embedding' | 'lmHead', tensor: StoredTensor): StoredMatrix => {
    const { rows, columns } = vocabularyShape(config, RECIPES.fp16, role);
    return { name, role, layer: null, rows, columns, tensors: [tensor] };
  };
  return [
    vocabulary('embedding', 'embedding', tensors.embedding),
    ...(config.tiedEmbeddings ? [] : [vocabulary('LM head', 'lmHead', tensors.lmHead)]),
    ...Array.from({ length: config.layers }, (_, layer) => {
      const parts = tensorsOfLayer(tensors.layer(layer));
      return LINEAR_ROLES.map((role): StoredMatrix => {
        const { rows, columns } = shapes[role];
        return { name: matrixName(layer, role), role, layer, rows, columns, tensors: parts[role] };
      });
    }).flat(),
  ];
}

/** (rows, columns) row-major */
export async function readMatrix({ tensors, rows, columns }: StoredMatrix): Promise<Float32Array> {
  const whole = new Float32Array(rows * columns);
  let at = 0;
  for (const tensor of tensors) {
    const values = await tensor.read();
    whole.set(values, at);
    at += values.length;
  }
  return whole;
}

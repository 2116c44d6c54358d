/** Weights from a model folder: read tensor by tensor, rounded to the format, laid out and uploaded. */
import type { GpuContext } from '../../device/context';
import type { MatrixFormat } from '../../kernels/format';
import type { LinearRole, Recipe, TensorRole } from '../../kernels/recipe';
import { uploadMatrix, type GpuMatrix } from '../../kernels/matrix/gpu-matrix';
import { padded, type MatrixShape, type PackedMatrix } from '../../kernels/matrix/layout';
import { rowPacker } from '../../kernels/matrix/pack';
import type { ModelConfig } from '../config';
import { QKV, type LlamaLayer, type LlamaTensors, type StoredTensor } from '../files/weights';
import { matrixName, tensorsOfLayer } from './matrices';
import { RangeMeter, vectorLosses, type NamedValues, type TensorLoss } from './range';
import { layerShapes, vocabularyShape, type LayerWeights, type ModelWeights } from './weights';

/** A matrix, or the shard of one, as it was packed, with the values that it stands for. */
export interface Packed {
  /** `embedding`, `layer 0 qkv`, ... */
  readonly name: string;
  readonly matrix: PackedMatrix;
  /** The whole matrix, (rows, columns) row-major. */
  readonly values: Float32Array;
  /** Row of `values` that is the first of `matrix`. */
  readonly rowStart: number;
}

export interface Packing {
  /** Called with 0..1 after each layer; what it throws ends the reading. */
  readonly onProgress?: (fraction: number) => void;
  /** Called with every matrix before it is uploaded. */
  readonly onPacked?: (packed: Packed) => void;
}

/**
 * @throws TokamarkError `weights` for a tensor that is damaged, `range` for one that the recipe's format cannot hold, `too-large`,
 * `out-of-memory`, `cancelled`
 */
export function weightsFromFiles(
  context: GpuContext,
  { config, tensors }: { readonly config: ModelConfig; readonly tensors: LlamaTensors },
  recipe: Recipe,
  { onProgress, onPacked }: Packing = {},
): Promise<ModelWeights> {
  return context.guarded(`${config.name}'s weights at ${recipe.id}`, async () => {
    const losses: TensorLoss[] = [];
    const upload: Upload = async ({ name, role }, shape, tensors) => {
      const parts = await readAll(tensors);
      const values = joined(parts);
      const meter = new RangeMeter(parts, shape.columns, recipe, role);
      const pack = rowPacker(shape.format, values, shape.columns, meter.onLoss);
      const uploaded = uploadMatrix(context, name, shape, (rowStart, rows) => {
        const packed = pack(rowStart, rows);
        onPacked?.({ name, matrix: packed, values, rowStart });
        return packed;
      });
      losses.push(...meter.losses());
      return uploaded;
    };
    const vector: UploadVector = async (name, tensors) => {
      const parts = await readAll(tensors);
      for (const part of parts) losses.push(...vectorLosses(part, recipe));
      const data = new Float32Array(padded(parts.reduce((sum, { values }) => sum + values.length, 0)));
      data.set(joined(parts));
      return context.buffers.upload(name, data);
    };
    const vocabulary = (name: string, tensor: StoredTensor, role: 'embedding' | 'lmHead') =>
      upload({ name, role }, vocabularyShape(config, recipe, role), [tensor]);
    const embedding = await vocabulary('embedding', tensors.embedding, 'embedding');
    const lmHead = config.tiedEmbeddings ? embedding : await vocabulary('LM head', tensors.lmHead, 'lmHead');
    const shapes = layerShapes(config, recipe);
    const layers: LayerWeights[] = [];
    for (let i = 0; i < config.layers; i++) {
      layers.push(await layerWeights({ matrix: upload, vector }, shapes, tensors.layer(i), i));
      onProgress?.((i + 1) / config.layers);
      // Packing is long work on this thread: let a cancel arrive.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const finalNorm = await vector('final norm', [tensors.finalNorm]);
    return { config, recipe, embedding, lmHead, finalNorm, layers, losses };
  });
}

/** The tensors one below the other, or one behind the other. */
type Upload = (
  place: { readonly name: string; readonly role: TensorRole },
  shape: MatrixShape,
  tensors: readonly StoredTensor[],
) => Promise<GpuMatrix>;
type UploadVector = (name: string, tensors: readonly StoredTensor[]) => Promise<GPUBuffer>;

async function layerWeights(
  { matrix, vector }: { readonly matrix: Upload; readonly vector: UploadVector },
  shapes: ReturnType<typeof layerShapes<MatrixFormat>>,
  layer: LlamaLayer,
  index: number,
): Promise<LayerWeights> {
  const label = (name: string) => `layer ${index} ${name}`;
  const { weight, bias } = layer;
  const parts = tensorsOfLayer(layer);
  const linear = (role: LinearRole) => matrix({ name: matrixName(index, role), role }, shapes[role], parts[role]);
  const biases = QKV.map(bias).filter((one) => one !== null);
  const outputBias = bias('self_attn.o_proj');
  return {
    inputNorm: await vector(label('input norm'), [weight('input_layernorm')]),
    qkv: await linear('qkv'),
    qkvBias: biases.length === 3 ? await vector(label('qkv bias'), biases) : null,
    output: await linear('output'),
    outputBias: outputBias === null ? null : await vector(label('output bias'), [outputBias]),
    postNorm: await vector(label('post norm'), [weight('post_attention_layernorm')]),
    gateUp: await linear('gateUp'),
    down: await linear('down'),
  };
}

async function readAll(tensors: readonly StoredTensor[]): Promise<NamedValues[]> {
  const parts: NamedValues[] = [];
  // One after the other: each is read in slices, and a folder may be on a slow disk.
  for (const tensor of tensors) parts.push({ name: tensor.name, values: await tensor.read() });
  return parts;
}

/** Matrices with the same columns, one below the other; or vectors, one behind the other. */
function joined(parts: readonly NamedValues[]): Float32Array {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first.values;
  const whole = new Float32Array(parts.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { values } of parts) {
    whole.set(values, at);
    at += values.length;
  }
  return whole;
}

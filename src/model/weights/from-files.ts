/** Weights from a model folder: read tensor by tensor, rounded to the format, laid out and uploaded. */
import type { GpuContext } from '../../device/context';
import type { ModelFormat } from '../../kernels/format';
import { uploadMatrix, type GpuMatrix } from '../../kernels/matrix/gpu-matrix';
import { padded, type MatrixShape, type PackedMatrix } from '../../kernels/matrix/layout';
import { rowPacker } from '../../kernels/matrix/pack';
import type { ModelConfig } from '../config';
import type { LlamaLayer, LlamaTensors } from '../files/weights';
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

/**
 * @param onProgress called with 0..1 after each layer
 * @param onPacked called with every matrix before it is uploaded
 * @throws TokamarkError `weights` for a tensor that is damaged, `too-large`, `out-of-memory`, `cancelled`
 */
export function weightsFromFiles(
  context: GpuContext,
  config: ModelConfig,
  tensors: LlamaTensors,
  format: ModelFormat,
  onProgress: (fraction: number) => void = () => undefined,
  onPacked: (packed: Packed) => void = () => undefined,
): Promise<ModelWeights> {
  return context.guarded(`${config.name}'s weights at ${format}`, async () => {
    const upload: Upload = (name, shape, values) => {
      const pack = rowPacker(shape.format, values, shape.columns);
      return uploadMatrix(context, name, shape, (rowStart, rows) => {
        const matrix = pack(rowStart, rows);
        onPacked({ name, matrix, values, rowStart });
        return matrix;
      });
    };
    const vocabulary = vocabularyShape(config, format);
    const embedding = upload('embedding', vocabulary, await tensors.embedding());
    const lmHead = config.tiedEmbeddings ? embedding : upload('LM head', vocabulary, await tensors.lmHead());
    const layers: LayerWeights[] = [];
    for (let i = 0; i < config.layers; i++) {
      layers.push(await layerWeights(context, upload, config, tensors.layer(i), format, i));
      onProgress((i + 1) / config.layers);
      // Packing is long work on this thread: let a cancel arrive.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const finalNorm = vector(context, 'final norm', await tensors.finalNorm());
    return { config, format, embedding, lmHead, finalNorm, layers };
  });
}

type Upload = (name: string, shape: MatrixShape, values: Float32Array) => GpuMatrix;

async function layerWeights(
  context: GpuContext,
  upload: Upload,
  config: ModelConfig,
  layer: LlamaLayer,
  format: ModelFormat,
  index: number,
): Promise<LayerWeights> {
  const shapes = layerShapes(config, format);
  const label = (name: string) => `layer ${index} ${name}`;
  const qkv = joined([await layer.q(), await layer.k(), await layer.v()]);
  const biases = [await layer.qBias(), await layer.kBias(), await layer.vBias()].filter((bias) => bias !== null);
  const outputBias = await layer.oBias();
  return {
    inputNorm: vector(context, label('input norm'), await layer.inputNorm()),
    qkv: upload(label('qkv'), shapes.qkv, qkv),
    qkvBias: biases.length === 3 ? vector(context, label('qkv bias'), joined(biases)) : null,
    output: upload(label('output'), shapes.output, await layer.o()),
    outputBias: outputBias === null ? null : vector(context, label('output bias'), outputBias),
    postNorm: vector(context, label('post norm'), await layer.postNorm()),
    gateUp: upload(label('gate up'), shapes.gateUp, joined([await layer.gate(), await layer.up()])),
    down: upload(label('down'), shapes.down, await layer.down()),
  };
}

/** Matrices with the same columns, one below the other; or vectors, one behind the other. */
function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function vector(context: GpuContext, label: string, values: Float32Array): GPUBuffer {
  const data = new Float32Array(padded(values.length));
  data.set(values);
  return context.buffers.upload(label, data);
}

/**
 * A Llama-architecture transformer as lists of dispatches over fixed buffers, top-down: tokens -> embedding -> layers -> logits
 * -> next token. Not when they are submitted (see session.ts).
 *
 * Position and row count live in the `state` buffer and the text in `tokens`, both on the GPU: a decode step needs nothing
 * from the CPU, and its bind groups never change. Shapes: (tokens, width), each width padded to a multiple of 32.
 */
import type { GpuContext } from '../device/context';
import type { Dispatch } from '../kernels/kernel';
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';
import { padded } from '../kernels/matrix/layout';
import * as argmax from '../../shaders/argmax';
import * as attention from '../../shaders/attention';
import * as biasAdd from '../../shaders/bias-add';
import * as embeddingGather from '../../shaders/embedding-gather';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import * as kvAppend from '../../shaders/kv-append';
import { cacheElements } from '../../shaders/kv-append/reference';
import * as residualAdd from '../../shaders/residual-add';
import * as rmsNorm from '../../shaders/rms-norm';
import * as rope from '../../shaders/rope';
import { ropeTable } from '../../shaders/rope/reference';
import * as sample from '../../shaders/sample';
import * as swiglu from '../../shaders/swiglu';
import type { ModelConfig } from './config';
import type { LayerWeights, ModelWeights } from './weights/weights';

export interface TransformerOptions {
  /** Positions that the KV cache has room for. */
  readonly capacity: number;
  /** Most tokens of one prefill pass. */
  readonly chunk: number;
  /** Whether a pass can give the logits of all of its tokens (forced decode), not only of the last. */
  readonly allLogits: boolean;
}

export interface Transformer {
  readonly weights: ModelWeights;
  readonly options: TransformerOptions;
  readonly buffers: ActivationBuffers;
  /** One token through the model, up to its logits. */
  readonly decode: readonly Dispatch[];
  /** Up to `chunk` tokens: through the layers only, */
  readonly prefill: readonly Dispatch[];
  /** then the logits of the last one into row 0, */
  readonly lastLogits: readonly Dispatch[];
  /** or of all (empty without `allLogits`). */
  readonly everyLogits: readonly Dispatch[];
  /** The next token from row 0 of the logits: the likeliest, */
  readonly greedy: Dispatch;
  /** or one drawn from the softmax. */
  readonly draw: Dispatch;
}

type ActivationBuffers = ReturnType<typeof activationBuffers>;

function activationBuffers(context: GpuContext, config: ModelConfig, options: TransformerOptions) {
  const { hiddenSize, heads, keyValueHeads, headDim, intermediateSize, vocabSize } = config;
  const { buffers } = context;
  const rows = gemm.tokensRounded(options.chunk);
  const activations = (name: string, width: number) => buffers.create(name, rows * padded(width) * 4);
  const cacheBytes = cacheElements({ keyValueHeads, headDim, capacity: options.capacity }) * 2;
  const cache = (name: string) =>
    Array.from({ length: config.layers }, (_, i) => buffers.create(`layer ${i} ${name} cache`, cacheBytes));
  return {
    state: buffers.create('state', 8),
    tokens: buffers.create('tokens', (options.capacity + 1) * 4),
    hidden: activations('hidden', hiddenSize),
    normed: activations('normed', hiddenSize),
    qkv: activations('qkv', (heads + 2 * keyValueHeads) * headDim),
    attended: activations('attended', heads * headDim),
    branch: activations('branch', hiddenSize),
    gateUp: activations('gate up', 2 * intermediateSize),
    activated: activations('activated', intermediateSize),
    logits: buffers.create('logits', (options.allLogits ? rows : 1) * padded(vocabSize) * 4),
    sampling: buffers.create('sampling', 8),
    ropeTable: buffers.upload('rope table', ropeTable(options.capacity, headDim, config.rope)),
    keys: cache('key'),
    values: cache('value'),
  };
}

/** @throws TokamarkError `too-large`, `out-of-memory`, `shader`. */
export function createTransformer(
  context: GpuContext,
  weights: ModelWeights,
  options: TransformerOptions,
): Promise<Transformer> {
  const { config } = weights;
  return context.guarded(`${config.name}'s activations and cache`, async () => {
    const buffers = activationBuffers(context, config, options);
    const build = new Builder(context, config, options, buffers);
    const gather = await build.gather(weights.embedding);
    const layers = async (rows: number) => {
      const built: Dispatch[] = [];
      for (const [i, layer] of weights.layers.entries()) built.push(...(await build.layer(layer, i, rows)));
      return built;
    };
    const { logits, tokens, state, sampling } = buffers;
    const choice = { logits, tokens, state };
    const { vocabSize } = config;
    const lastLogits = [
      await build.norm('last', weights.finalNorm),
      ...(await build.linear(weights.lmHead, 1, buffers.normed, logits)),
    ];
    return {
      weights,
      options,
      buffers,
      decode: [...gather, ...(await layers(1)), ...lastLogits],
      prefill: [...gather, ...(await layers(options.chunk))],
      lastLogits,
      everyLogits: options.allLogits
        ? [
            await build.norm('all', weights.finalNorm),
            ...(await build.linear(weights.lmHead, Math.max(2, options.chunk), buffers.normed, logits)),
          ]
        : [],
      greedy: await argmax.create(context, { vocabSize }, choice),
      draw: await sample.create(context, { vocabSize }, { ...choice, sampling }),
    };
  });
}

/** Makes the dispatches of one model; `rows` is the most tokens of a pass: 1 for decode (GEMV), more for prefill (GEMM). */
class Builder {
  constructor(
    private readonly context: GpuContext,
    private readonly config: ModelConfig,
    private readonly options: TransformerOptions,
    private readonly buffers: ActivationBuffers,
  ) {}

  gather(embedding: GpuMatrix): Promise<Dispatch[]> {
    const { tokens, state, hidden } = this.buffers;
    return embeddingGather.create(this.context, embedding, { tokens, state, hidden });
  }

  async layer(layer: LayerWeights, index: number, rows: number): Promise<Dispatch[]> {
    return [
      await this.norm('all', layer.inputNorm),
      ...(await this.attention(layer, index, rows)),
      await this.residual(),
      await this.norm('all', layer.postNorm),
      ...(await this.feedForward(layer, rows)),
      await this.residual(),
    ];
  }

  /** normed -> branch */
  private async attention(layer: LayerWeights, index: number, rows: number): Promise<Dispatch[]> {
    const { context, config, buffers } = this;
    const { heads, keyValueHeads, headDim } = config;
    const { qkv, state, attended, branch } = buffers;
    const keys = at(buffers.keys, index);
    const values = at(buffers.values, index);
    const shape = { heads, keyValueHeads, headDim, capacity: this.options.capacity };
    const phase = rows === 1 ? 'decode' : 'prefill';
    return [
      ...(await this.linear(layer.qkv, rows, buffers.normed, qkv)),
      ...(await this.bias(layer.qkvBias, (heads + 2 * keyValueHeads) * headDim, qkv)),
      await rope.create(context, { heads, keyValueHeads, headDim }, { qkv, table: buffers.ropeTable, state }),
      await kvAppend.create(context, shape, { qkv, keys, values, state }),
      ...(await attention.create(
        context,
        { ...shape, phase, tokens: rows },
        { qkv, keys, values, state, out: attended },
      )),
      ...(await this.linear(layer.output, rows, attended, branch)),
      ...(await this.bias(layer.outputBias, config.hiddenSize, branch)),
    ];
  }

  /** normed -> branch */
  private async feedForward(layer: LayerWeights, rows: number): Promise<Dispatch[]> {
    const { normed, gateUp, activated, branch, state } = this.buffers;
    const width = this.config.intermediateSize;
    return [
      ...(await this.linear(layer.gateUp, rows, normed, gateUp)),
      await swiglu.create(this.context, { width }, { gateUp, out: activated, state }),
      ...(await this.linear(layer.down, rows, activated, branch)),
    ];
  }

  linear(matrix: GpuMatrix, rows: number, x: GPUBuffer, y: GPUBuffer): Promise<Dispatch[]> {
    if (rows === 1) return gemv.create(this.context, matrix, { x, y });
    return gemm.create(this.context, matrix, rows, { x, y, state: this.buffers.state });
  }

  /** hidden -> normed */
  norm(rows: 'all' | 'last', weight: GPUBuffer): Promise<Dispatch> {
    const { hidden, normed, state } = this.buffers;
    const shape = { width: this.config.hiddenSize, epsilon: this.config.rmsNormEpsilon, rows };
    return rmsNorm.create(this.context, shape, { x: hidden, weight, out: normed, state });
  }

  /** hidden += branch */
  private residual(): Promise<Dispatch> {
    const { hidden, branch, state } = this.buffers;
    return residualAdd.create(this.context, { width: this.config.hiddenSize }, { hidden, branch, state });
  }

  private async bias(bias: GPUBuffer | null, width: number, out: GPUBuffer): Promise<Dispatch[]> {
    if (bias === null) return [];
    return [await biasAdd.create(this.context, { width }, { out, bias, state: this.buffers.state })];
  }
}

function at(buffers: readonly GPUBuffer[], index: number): GPUBuffer {
  const buffer = buffers[index];
  if (buffer === undefined) throw new RangeError(`layer ${index} has no cache`);
  return buffer;
}

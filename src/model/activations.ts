/** The buffers that a transformer works in: where it stands, the text, activations, the KV cache. */
import type { GpuContext } from '../device/context';
import { cacheBytes } from '../kernels/cache/layout';
import { padded } from '../kernels/matrix/layout';
import { blockWords, levelWords } from '../kernels/matrix/quantise-block';
import { rowTableBytes } from '../kernels/rows';
import * as attention from '../../shaders/attention';
import type { ArithmeticName } from '../../shaders/linear/shape';
import { ropeTable } from '../../shaders/rope/reference';
import type { ModelWeights } from './weights/weights';

export interface TransformerOptions {
  /** Positions that the KV cache has room for, of each sequence. */
  readonly capacity: number;
  /**
   * Most tokens of one prefill pass. 0: there is none, and its kernels are not even compiled. A prompt is then read by steps of decode, which
   * suits short ones: on a software adapter half of all compiling is for prefill.
   */
  readonly chunk: number;
  /** Whether a pass can give the logits of all of its tokens (forced decode), not only of the last. */
  readonly allLogits: boolean;
  /**
   * Sequences of a decode step for which dispatches are made; a step of fewer runs the next larger. The cache has room for as many as
   * the largest. Left out, one.
   */
  readonly batches?: readonly number[];
  /** Whether tokens can be drawn; else only the likeliest is taken, and the kernel that draws is not even compiled. */
  readonly sampling?: boolean;
}

/** What dispatches are made of. */
export interface ModelSetup {
  readonly context: GpuContext;
  readonly weights: ModelWeights;
  readonly buffers: ModelBuffers;
  readonly options: TransformerOptions;
}

export type ModelBuffers = ReturnType<typeof modelBuffers>;

/** Whether activations are rounded to INT8 before each linear layer. */
export const isRounded = ({ weights }: Pick<ModelSetup, 'weights'>): boolean => weights.recipe.activations === 'int8';

/** In what linear layers multiply: as their inputs are. */
export const arithmeticOf = ({ weights }: Pick<ModelSetup, 'weights'>): ArithmeticName => weights.recipe.activations;

/** Activations are (tokens, width) f32, each width padded to a multiple of 32. @throws TokamarkError `too-large`. */
export function modelBuffers(context: GpuContext, weights: ModelWeights, options: TransformerOptions) {
  const { config } = weights;
  const { hiddenSize, heads, keyValueHeads, headDim, intermediateSize, vocabSize } = config;
  const { buffers } = context;
  const sequences = sequencesOf(options);
  const rows = Math.max(options.chunk, sequences);
  const activations = (name: string, width: number) => buffers.create(name, rows * padded(width) * 4);
  const widest = padded(Math.max(hiddenSize, heads * headDim, intermediateSize));
  const cached = cacheBytes({ keyValueHeads, headDim, capacity: options.capacity }, sequences);
  const cache = (name: string) =>
    Array.from({ length: config.layers }, (_, i) => buffers.create(`layer ${i} ${name} cache`, cached));
  return {
    rows: {
      // What a prefill pass computes, written by the CPU before each,
      prefill: buffers.create('prefill rows', rowTableBytes(rows)),
      // which of its rows need logits (see shaders/rms-norm),
      last: buffers.create('last rows', 8 * sequences),
      // and where decode stands, which goes on by itself.
      decode: buffers.create('decode rows', rowTableBytes(sequences)),
    },
    // (sequences, room)
    tokens: buffers.create('tokens', sequences * roomOf(options) * 4),
    activations: {
      hidden: activations('hidden', hiddenSize),
      normed: activations('normed', hiddenSize),
      lastNormed: buffers.create('last normed', sequences * padded(hiddenSize) * 4),
      qkv: activations('qkv', (heads + 2 * keyValueHeads) * headDim),
      attended: activations('attended', heads * headDim),
      gateUp: activations('gate up', 2 * intermediateSize),
      activated: activations('activated', intermediateSize),
    },
    // The widest input of a linear layer, rounded to INT8; next to nothing where nothing is rounded.
    rounded: {
      levels: buffers.create('levels', isRounded({ weights }) ? 4 * levelWords(rows, widest) : 0),
      blocks: buffers.create('blocks', isRounded({ weights }) ? 4 * blockWords(rows, widest) : 0),
    },
    logits: buffers.create('logits', (options.allLogits ? rows : sequences) * padded(vocabSize) * 4),
    sampling: buffers.create('sampling', 8),
    attention: {
      split: attention.scratch(context, config, sequences),
      ropeTable: buffers.upload('rope table', ropeTable(options.capacity, headDim, config.rope)),
      // By layer.
      keys: cache('key'),
      values: cache('value'),
    },
  };
}

/** Tokens that a sequence has room for: one for each position, and the one behind. */
export const roomOf = ({ capacity }: Pick<TransformerOptions, 'capacity'>): number => capacity + 1;

/** The smallest first, each once. */
export function batchesOf({ batches = [1] }: Pick<TransformerOptions, 'batches'>): readonly [number, ...number[]] {
  const [first = 1, ...others] = [...new Set(batches)].sort((a, b) => a - b);
  return [first, ...others];
}

/** Sequences that there is room for. */
export const sequencesOf = (options: Pick<TransformerOptions, 'batches'>): number => Math.max(...batchesOf(options));

/** Layer `index` of `items`. @throws RangeError where there is none. */
export function ofLayer<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`there is no layer ${index}`);
  return item;
}

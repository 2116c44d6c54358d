/**
 * Shapes of published models, for synthetic weights at true sizes. From their config.json files on Hugging Face (the `hub`
 * names), or llama2.c's parameters; `parameters` are computed from the shape in the tests and equal the published counts. Qwen3 is not among them: it
 * normalises each head of Q and K, which no kernel here does.
 */
import { TokamarkError } from '../foundation/errors';
import type { Llama3RopeScaling, ModelConfig, ModelSizes } from './config';
import { writtenShape } from './written-shape';

const llama = {
  qkvBias: false,
  outputBias: false,
  tiedEmbeddings: true,
  headDim: 64,
  rmsNormEpsilon: 1e-5,
  eosTokenIds: [],
} as const;

const rope = (theta: number, scaling: Llama3RopeScaling | null = null) => ({ theta, scaling });

const llama3 = (factor: number): Llama3RopeScaling => ({
  type: 'llama3',
  factor,
  lowFrequencyFactor: 1,
  highFrequencyFactor: 4,
  originalMaxPositions: 8192,
});

export interface PublishedShape extends ModelConfig {
  readonly hub: string;
  readonly parameters: number;
}

/** Fable's: the shape of last resort for slow adapters. Its weights ship with the project; here they are synthetic too. */
const FABLE: PublishedShape = {
  ...llama,
  name: 'Fable',
  hub: '',
  hiddenSize: 256,
  layers: 6,
  heads: 4,
  keyValueHeads: 2,
  intermediateSize: 768,
  vocabSize: 2048,
  rope: rope(10_000),
  maxPositions: 1024,
  parameters: 5_246_208,
};

/** A model that drafts for Fable: smaller than whatever a device is asked to run alone. */
const FABLE_MINI: PublishedShape = {
  ...FABLE,
  name: 'Fable-mini',
  hiddenSize: 128,
  layers: 3,
  heads: 2,
  keyValueHeads: 1,
  intermediateSize: 384,
  maxPositions: 512,
  parameters: 852_864,
};

/** Of the small models of llama2.c, trained on TinyStories: https://huggingface.co/karpathy/tinyllamas (MIT). */
const stories = { ...llama, vocabSize: 32_000, rope: rope(10_000), hub: 'karpathy/tinyllamas' } as const;

export const SHAPES: readonly PublishedShape[] = [
  {
    ...stories,
    name: 'stories260K',
    vocabSize: 512,
    headDim: 8,
    hiddenSize: 64,
    layers: 5,
    heads: 8,
    keyValueHeads: 4,
    intermediateSize: 172,
    maxPositions: 512,
    parameters: 260_032,
  },
  FABLE_MINI,
  FABLE,
  {
    ...stories,
    name: 'stories15M',
    headDim: 48,
    hiddenSize: 288,
    layers: 6,
    heads: 6,
    keyValueHeads: 6,
    intermediateSize: 768,
    maxPositions: 256,
    parameters: 15_191_712,
  },
  {
    ...stories,
    name: 'stories42M',
    hiddenSize: 512,
    layers: 8,
    heads: 8,
    keyValueHeads: 8,
    intermediateSize: 1376,
    maxPositions: 1024,
    parameters: 41_689_600,
  },
  {
    ...llama,
    name: 'SmolLM2-135M',
    hub: 'HuggingFaceTB/SmolLM2-135M',
    hiddenSize: 576,
    layers: 30,
    heads: 9,
    keyValueHeads: 3,
    intermediateSize: 1536,
    vocabSize: 49_152,
    rope: rope(100_000),
    maxPositions: 8192,
    parameters: 134_515_008,
  },
  {
    ...llama,
    name: 'SmolLM2-360M',
    hub: 'HuggingFaceTB/SmolLM2-360M',
    hiddenSize: 960,
    layers: 32,
    heads: 15,
    keyValueHeads: 5,
    intermediateSize: 2560,
    vocabSize: 49_152,
    rope: rope(100_000),
    maxPositions: 8192,
    parameters: 361_821_120,
  },
  {
    ...llama,
    name: 'Qwen2.5-0.5B',
    hub: 'Qwen/Qwen2.5-0.5B',
    qkvBias: true,
    rmsNormEpsilon: 1e-6,
    hiddenSize: 896,
    layers: 24,
    heads: 14,
    keyValueHeads: 2,
    intermediateSize: 4864,
    vocabSize: 151_936,
    rope: rope(1_000_000),
    maxPositions: 32_768,
    parameters: 494_032_768,
  },
  {
    ...llama,
    name: 'Llama-3.2-1B',
    hub: 'meta-llama/Llama-3.2-1B',
    hiddenSize: 2048,
    layers: 16,
    heads: 32,
    keyValueHeads: 8,
    intermediateSize: 8192,
    vocabSize: 128_256,
    rope: rope(500_000, llama3(32)),
    maxPositions: 131_072,
    parameters: 1_235_814_400,
  },
  {
    ...llama,
    name: 'SmolLM2-1.7B',
    hub: 'HuggingFaceTB/SmolLM2-1.7B',
    hiddenSize: 2048,
    layers: 24,
    heads: 32,
    keyValueHeads: 32,
    intermediateSize: 8192,
    vocabSize: 49_152,
    rope: rope(130_000),
    maxPositions: 8192,
    parameters: 1_711_376_384,
  },
  {
    ...llama,
    name: 'Llama-3.2-3B',
    hub: 'meta-llama/Llama-3.2-3B',
    headDim: 128,
    hiddenSize: 3072,
    layers: 28,
    heads: 24,
    keyValueHeads: 8,
    intermediateSize: 8192,
    vocabSize: 128_256,
    rope: rope(500_000, llama3(32)),
    maxPositions: 131_072,
    parameters: 3_212_749_824,
  },
  {
    ...llama,
    name: 'Llama-3.1-8B',
    hub: 'meta-llama/Llama-3.1-8B',
    headDim: 128,
    tiedEmbeddings: false,
    hiddenSize: 4096,
    layers: 32,
    heads: 32,
    keyValueHeads: 8,
    intermediateSize: 14_336,
    vocabSize: 128_256,
    rope: rope(500_000, llama3(8)),
    maxPositions: 131_072,
    parameters: 8_030_261_248,
  },
];

/** A shape by name, or written out as one. @throws TokamarkError `option` that lists the names. */
export function shapeNamed(name: string): ModelConfig {
  const found = SHAPES.find((shape) => shape.name.toLowerCase() === name.toLowerCase()) ?? writtenShape(name);
  if (found !== null) return found;
  throw new TokamarkError({
    code: 'option',
    message: `There is no shape called ${JSON.stringify(name)}.`,
    where: 'shape',
    remedy: `Choose one of ${SHAPES.map((shape) => shape.name).join(', ')}, or give a model folder.`,
  });
}

/** Parameters that a shape has: matrices, norms and biases, the embedding once where it is tied. */
export function parameterCount(config: ModelSizes & Pick<ModelConfig, 'qkvBias' | 'outputBias'>): number {
  const { hiddenSize, heads, keyValueHeads, headDim, intermediateSize, vocabSize } = config;
  const query = heads * headDim;
  const keyValue = keyValueHeads * headDim;
  const layer =
    hiddenSize * (query + 2 * keyValue) +
    (config.qkvBias ? query + 2 * keyValue : 0) +
    query * hiddenSize +
    (config.outputBias ? hiddenSize : 0) +
    3 * hiddenSize * intermediateSize +
    2 * hiddenSize;
  return config.layers * layer + vocabSize * hiddenSize * (config.tiedEmbeddings ? 1 : 2) + hiddenSize;
}

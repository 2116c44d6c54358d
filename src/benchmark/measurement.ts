/** What is known of one test in one format, from before it runs until it is done; saved after every repetition. */
import { median } from 'simple-statistics';
import type { ErrorData } from '../foundation/errors';
import { bytes, seconds, tokensPerSecond, type Bytes, type Seconds, type TokensPerSecond } from '../foundation/units';
import { BITS_PER_WEIGHT, FORMAT_RECIPES, type ModelFormat } from '../kernels/format';
import { cacheBytesRead } from '../kernels/cache/layout';
import type { ModelConfig } from '../model/config';
import type { WorkCounters } from '../model/counters';
import { parameterCount } from '../model/shapes';
import type { TensorLoss } from '../model/weights/range';
import { weightBytes, weightBytesPerToken } from '../model/weights/weights';
import type { SeriesState } from './policy';
import { isSiteOf, tokensPerSubmit, type Subject } from './subject';
import type { Verified } from './verify';
import { testName, tokensInAll, workloadId, workloadOf, type Test, type WeightSource, type Workload } from './workload';

export interface Measurement {
  readonly workload: Workload;
  readonly workloadId: string;
  readonly test: string;
  readonly model: { readonly name: string; readonly weights: 'synthetic' | 'file'; readonly parameters: number };
  readonly format: ModelFormat;
  readonly status: 'running' | 'complete' | 'cancelled' | 'failed';
  readonly state: SeriesState | null;
  /** Median seconds of each repetition until the first token of every prompt is known; prefill only. */
  readonly firstToken: readonly Seconds[];
  readonly tokensPerSubmit: number;
  /** Of one repetition's last pass, per token; null before the first. */
  readonly counters: TokenCounters | null;
  /** By site in the model, the variant that runs there. */
  readonly variants: Readonly<Record<string, string>>;
  readonly bitsPerWeight: number;
  /** What the format's range took from each tensor of the file; none before it is loaded, and of synthetic weights. */
  readonly losses: readonly TensorLoss[];
  readonly weightBytes: Bytes;
  readonly bytesReadPerToken: Bytes;
  /** Bytes of all buffers of this model: weights, activations, cache. */
  readonly bufferBytes: Bytes;
  readonly verified: readonly Verified[];
  readonly error: ErrorData | null;
}

/** A test that was measured, of a model that is still there. */
export interface MeasuredTest {
  readonly subject: Subject;
  readonly test: Test;
  readonly measurement: Measurement;
}

/** Work per token, in the mean over a pass. */
export interface TokenCounters {
  readonly dispatchesPerToken: number;
  readonly passesPerToken: number;
  readonly submitsPerToken: number;
  readonly bytesUploadedPerToken: number;
  readonly bytesReadBackPerToken: number;
  /** For recording commands, submitting them excluded: by the median submit, since another thread may interrupt one. */
  readonly encodeMillisecondsPerToken: number;
}

export const perToken = (work: WorkCounters, tokens: number): TokenCounters => ({
  dispatchesPerToken: work.dispatches / tokens,
  passesPerToken: work.passes / tokens,
  submitsPerToken: work.submits / tokens,
  bytesUploadedPerToken: work.bytesUploaded / tokens,
  bytesReadBackPerToken: work.bytesReadBack / tokens,
  encodeMillisecondsPerToken: work.submits === 0 ? 0 : (median([...work.encodings]) * 1000 * work.submits) / tokens,
});

/** A measurement that has not begun. */
export function planned(config: ModelConfig, weights: WeightSource, format: ModelFormat, test: Test): Measurement {
  const workload = workloadOf({ config, weights, format, ...test });
  return {
    workload,
    workloadId: workloadId(workload),
    test: testName(workload),
    model: {
      name: config.name,
      weights: 'sha256' in weights ? 'file' : 'synthetic',
      parameters: parameterCount(config),
    },
    format,
    status: 'running',
    state: null,
    firstToken: [],
    tokensPerSubmit: 1,
    counters: null,
    variants: {},
    bitsPerWeight: meanBits(config, format),
    losses: [],
    weightBytes: bytes(0),
    bytesReadPerToken: bytes(0),
    bufferBytes: bytes(0),
    verified: [],
    error: null,
  };
}

/** What a loaded subject adds: its bytes. */
export function withSubject(measurement: Measurement, subject: Subject, test: Test): Measurement {
  const { weights } = subject.model.transformer;
  return {
    ...measurement,
    losses: weights.losses,
    weightBytes: weightBytes(weights),
    bytesReadPerToken: bytesReadPerToken(subject, test),
    bufferBytes: subject.model.bytes,
    tokensPerSubmit: test.phase === 'decode' ? tokensPerSubmit(subject, test) : 0,
    variants: Object.fromEntries(
      subject.model.transformer.variants.filter((site) => isSiteOf(site, test)).map(({ id, variant }) => [id, variant]),
    ),
  };
}

/**
 * The least that a token makes the GPU read: its share of the weights, which are read once per decode step of all sequences, or per
 * prefill pass over all its tokens; and the keys and values before it, in f16, in the mean over the test.
 */
function bytesReadPerToken({ config, chunk, model }: Subject, test: Test): Bytes {
  const { phase, depth, tokens, batch } = test;
  const cached = config.layers * cacheBytesRead(config, depth + tokens / 2);
  const weights = weightBytesPerToken(model.transformer.weights);
  if (phase === 'decode') return bytes(weights / batch + cached);
  return bytes((weights * Math.ceil(tokensInAll(test) / chunk)) / tokensInAll(test) + cached);
}

/** Bits a weight over all matrices: those of the recipe, weighted by how many weights have them. */
function meanBits(config: ModelConfig, format: ModelFormat): number {
  const recipe = FORMAT_RECIPES[format];
  const vocabulary = config.vocabSize * config.hiddenSize * (config.tiedEmbeddings ? 1 : 2);
  const all = parameterCount(config);
  return (vocabulary * BITS_PER_WEIGHT[recipe.embedding] + (all - vocabulary) * BITS_PER_WEIGHT[recipe.linear]) / all;
}

/** Tokens per second of all sequences together in each repetition, in run order. */
export function samplesOf({ state, workload }: Pick<Measurement, 'state' | 'workload'>): TokensPerSecond[] {
  if (state === null) return [];
  return state.repetitions.map(({ seconds: taken }) => tokensPerSecond((tokensInAll(workload) * state.passes) / taken));
}

/** The middle of the times to the first token of a repetition's passes. */
export function middle(times: readonly Seconds[]): Seconds {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? seconds(0);
}

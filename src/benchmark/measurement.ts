/** What is known of one test of one contestant, from before it runs until it is done; saved after every repetition. */
import type { ErrorData } from '../foundation/errors';
import { bytes, seconds, tokensPerSecond, type Seconds, type TokensPerSecond } from '../foundation/units';
import { FORMATS } from '../kernels/format';
import type { AnyRecipe } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';
import type { TokenCounters } from '../model/counters';
import { parameterCount } from '../model/shapes';
import { layerShapes, vocabularyShape } from '../model/weights/weights';
import type { Contestant, LoadedContestant, LoadedFacts } from './contestant';
import type { SeriesState } from './policy';
import type { Verified } from './verify';
import { testName, tokensInAll, workloadId, workloadOf, type Test, type WeightSource, type Workload } from './workload';
import { isOurs } from './whose';

export interface Measurement extends LoadedFacts {
  readonly workload: Workload;
  readonly workloadId: string;
  readonly test: string;
  readonly model: { readonly name: string; readonly weights: 'synthetic' | 'file'; readonly parameters: number };
  readonly contestant: Contestant;
  readonly status: 'running' | 'complete' | 'cancelled' | 'failed';
  readonly state: SeriesState | null;
  /** Median seconds of each repetition until the first token of every prompt is known; prefill only. */
  readonly firstToken: readonly Seconds[];
  /** Of one repetition's last pass, per token; null before the first. */
  readonly counters: TokenCounters | null;
  readonly bitsPerWeight: number;
  readonly verified: readonly Verified[];
  readonly error: ErrorData | null;
}

/** A test that was measured, of a contestant that is still loaded. */
export interface MeasuredTest {
  readonly loaded: LoadedContestant;
  readonly test: Test;
  readonly measurement: Measurement;
}

/** A measurement that has not begun. */
export function planned(
  config: ModelConfig,
  weightsOfRun: WeightSource,
  contestant: Contestant,
  test: Test,
): Measurement {
  const { recipe } = contestant;
  const weights = contestant.weights ?? weightsOfRun;
  const workload = workloadOf({ config, weights, recipe, ...test });
  return {
    workload,
    workloadId: workloadId(workload),
    test: testName(workload),
    model: {
      name: config.name,
      weights: 'sha256' in weights ? 'file' : 'synthetic',
      parameters: parameterCount(config),
    },
    contestant,
    status: 'running',
    state: null,
    firstToken: [],
    tokensPerSubmit: 1,
    counters: null,
    variants: {},
    bitsPerWeight: meanBits(config, recipe),
    losses: [],
    weightBytes: bytes(0),
    bytesReadPerToken: bytes(0),
    bufferBytes: isOurs(contestant) ? bytes(0) : null,
    verified: [],
    error: null,
  };
}

/** What is known once it is loaded. */
export const withFacts = (measurement: Measurement, loaded: LoadedContestant, test: Test): Measurement => ({
  ...measurement,
  ...loaded.facts(test),
});

type Shape = ReturnType<typeof vocabularyShape>;

/** Bits per weight: of the vocabulary's matrices by their formats, of all else by those of the linear layers. */
function meanBits(config: ModelConfig, recipe: AnyRecipe): number {
  const vocabulary = [vocabularyShape(config, recipe, 'embedding')];
  if (!config.tiedEmbeddings) vocabulary.push(vocabularyShape(config, recipe, 'lmHead'));
  const layer = Object.values(layerShapes(config, recipe));
  const weights = (shapes: readonly Shape[]) => shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const bits = (shapes: readonly Shape[]) =>
    shapes.reduce((sum, { format, rows, columns }) => sum + FORMATS[format].bits * rows * columns, 0);
  const all = parameterCount(config);
  return (bits(vocabulary) + (all - weights(vocabulary)) * (bits(layer) / weights(layer))) / all;
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

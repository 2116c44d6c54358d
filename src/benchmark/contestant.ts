/**
 * Who is measured: an engine that runs a model by a recipe. It is the key of measurements, steps and failures, and the seam for another
 * engine: policy, guards, statistics and result are the same for all. Not how ours does its part (tokamark.ts).
 */
import { seconds, type Bytes, type Seconds } from '../foundation/units';
import type { AnyRecipe, Recipe } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';
import type { WorkCounters } from '../model/counters';
import type { LogitRows } from '../model/parity/logits';
import type { TensorLoss } from '../model/weights/range';
import type { ModelWeights } from '../model/weights/weights';
import type { TuningMemory } from '../tuning/memory';
import type { TuningOutcome } from '../tuning/outcome';
import type { Bench } from './bench';
import type { GemmRates } from './chunk';
import { rankOf } from './pace';
import type { Series } from './policy';
import type { Prompts } from './prompts';
import type { TuneSubjectOptions } from './tune-subject';
import type { Verified } from './verify';
import type { ProfileOutcome, ProfileRequest } from './waterfall/profile';
import type { Test, WeightSource } from './workload';

export interface Contestant {
  /** Apart from all others of a run: `int4`, `onnxruntime int4`. */
  readonly id: string;
  /** As people call it: `INT4`, `onnxruntime INT4`. */
  readonly name: string;
  readonly engine: string;
  readonly recipe: AnyRecipe;
  /** Null: those of the run. */
  readonly weights: WeightSource | null;
  /** What the result says of another engine than ours. */
  readonly about: EngineFacts | null;
  /** Of main memory, at least, where the adapter has no other; left out where nobody knows. */
  readonly neededBytes?: (config: ModelConfig, tests: readonly Test[]) => Bytes;
  /** @throws TokamarkError of what ends this contestant, or everything; nothing stays allocated then */
  readonly load: (loading: Loading) => Promise<LoadedContestant>;
}

export interface EngineFacts {
  /** Of the engine, such as `onnxruntime-node 1.30.0, WebGPU execution provider`. */
  readonly version: string;
  /** What a reader must know of how it runs, a sentence each. */
  readonly settings: readonly string[];
  /** Whether its shaders are compiled in the first run of a test, which is a cold one then; left out, while it is loaded. */
  readonly compilesInFirstRun?: boolean;
  /** Of a server that a person named; left out of an engine that we start ourselves. */
  readonly server?: ServerFacts;
}

/** What a server says of itself and a person of it, and why its work may not be ours. */
export interface ServerFacts {
  readonly host: 'this machine' | 'another machine';
  /** The name of its model, by its own word. */
  readonly model: string;
  /** It runs another model than the others of the run. */
  readonly otherModel: boolean;
  /** As a person says; null: not known. */
  readonly quantisation: string | null;
  readonly gpu: string | null;
  /** Why its speeds have no ratio to ours, in a few words; null where they have. */
  readonly apart: string | null;
}

/** Of the run, in a recipe of ours. @throws TokamarkError `kernel-check` of what makes them, and as the makers do */
export type MakeWeights = (recipe: Recipe, onProgress?: (fraction: number) => void) => Promise<ModelWeights>;

/** What a contestant is loaded for, and with. */
export interface Loading {
  readonly bench: Bench;
  readonly config: ModelConfig;
  readonly tests: readonly Test[];
  readonly prompts: Prompts;
  /** As planned with; null where they are not known. */
  readonly gemmRates: GemmRates | null;
  readonly makeWeights: MakeWeights;
  /** Null: nothing is tuned. */
  readonly tuning: TuningMemory | null;
  readonly heard: LoadingEvents;
}

export interface LoadingEvents {
  /** Its memory is granted, and its weights are made: this takes as long as the plan says, of ours. */
  readonly onBegin: () => void;
  readonly onProgress: (step: 'load' | 'check', fraction: number, detail: string) => void;
  /** Of the file's weights, what the recipe does not hold. */
  readonly onLost: (reason: string) => void;
  /** Tests that this device does not hold, and why: the others are loaded without them. */
  readonly onRefused: (tests: readonly Test[], thrown: unknown) => void;
}

/** A contestant that is ready to be timed. */
export interface LoadedContestant {
  /** Those of the tests that were asked for which this device holds. */
  readonly tests: readonly Test[];
  readonly facts: (test: Test) => LoadedFacts;
  /** Runs `test` once. */
  readonly pass: (test: Test) => Promise<Pass>;
  /**
   * The logits after each of `tokens`, at least two, which it is made to read whatever it would have written; null of an engine that gives
   * none, or left out. What its cache held is gone.
   */
  readonly logits?: (tokens: readonly number[]) => Promise<LogitRows | null>;
  /** Null of an engine whose kernels cannot be told apart. */
  readonly kernels: LoadedKernels | null;
  readonly dispose: () => void | Promise<void>;
}

/** The kernels of a loaded contestant, each of which can be checked, tuned and timed. */
export interface LoadedKernels {
  /** False where a default variant of one is wrong here, and tuning may find another that is right. */
  readonly areRight: boolean;
  /** Checks all that run now on this device. @throws TokamarkError `kernel-check` */
  readonly verify: () => Promise<readonly Verified[]>;
  /** Finds the variants that run. If it fails, the defaults run. Null: they run in any case. */
  readonly tune: ((options: TuneSubjectOptions) => Promise<TuningOutcome>) | null;
  /** Where a token's time goes, after it was measured. */
  readonly profile: (bench: Bench, request: ProfileRequest) => Promise<ProfileOutcome>;
}

/** What is known of a model once it is loaded, and goes with each measurement of it. */
export interface LoadedFacts {
  /** What the recipe's range took from each tensor of the file. */
  readonly losses: readonly TensorLoss[];
  readonly weightBytes: Bytes;
  readonly bytesReadPerToken: Bytes;
  /** Bytes of all buffers: weights, activations, cache; null of an engine that does not say. */
  readonly bufferBytes: Bytes | null;
  readonly tokensPerSubmit: number;
  /** By site in the model, the variant that runs there. */
  readonly variants: Readonly<Record<string, string>>;
}

export interface Pass {
  readonly taken: Seconds;
  /** What it asked of the device; null of an engine that does not say. */
  readonly work: WorkCounters | null;
  /** On the clock, when each token of streamed decode was known on the CPU; absent of what is not streamed, or does not say. */
  readonly times?: readonly Seconds[];
  /** Of one sequence that is decoded streamed, the tokens that it wrote; absent of an engine that does not say. */
  readonly tokens?: readonly number[];
}

export interface Passes {
  /** Seconds to the first token of each pass; prefill only. */
  readonly firstToken: readonly Seconds[];
  /** Of the last pass. */
  readonly work: WorkCounters | null;
  /** Of the last pass, as Pass has them; empty where it has none. */
  readonly times: readonly Seconds[];
  readonly tokens: readonly number[];
}

/** A test as a series of timed passes; `onPasses` hears of each repetition. */
export function seriesOf(
  id: string,
  { pass }: Pick<LoadedContestant, 'pass'>,
  test: Test,
  onPasses: (passes: Passes) => void,
): Series {
  return {
    id,
    rank: rankOf(test),
    run: async (count) => {
      const passes: Pass[] = [];
      while (passes.length < count) passes.push(await pass(test));
      const taken = passes.map((one) => one.taken);
      const { work = null, times = [], tokens = [] } = passes.at(-1) ?? {};
      onPasses({ firstToken: test.phase === 'prefill' ? taken : [], work, times, tokens });
      return seconds(taken.reduce((sum, one) => sum + one, 0));
    },
  };
}

/**
 * What page, CLI and tests may ask of an engine, and what it answers: versioned plain data, so that another engine can
 * stand behind the same interface. Not an implementation (see engine.ts) and not the transport (comlink, see connect.ts).
 */
import type { FidelityFiles } from '../benchmark/fidelity/files';
import type { Allocated } from '../device/allocation';
import type { Outcome } from '../foundation/outcome';
import type { Bytes } from '../foundation/units';
import type { GuardNotice } from '../benchmark/guards/guard';
import type { ModelFormat } from '../kernels/recipe';
import type { ModelFiles } from '../model/files/folder';
import type { ScorePath } from '../model/parity/run-parity';
import type { RunSettings } from '../options/settings';
import type { PeerId } from '../peers/peer-id';
import type { ServerAsked } from '../peers/server/asked';
import type { Receipt } from '../report/receipt/receipt';
import type { RunEvent } from '../report/run-event';
import type {
  LabLayersEvent,
  LabLayersRequest,
  LabProgress,
  LabQualityRequest,
  LabReadyRequest,
  LabTensorsRequest,
  LabTexts,
  LabTextsEvent,
  LabTextsRequest,
  PartQuality,
} from './lab/lab-protocol';
import type { Quality } from '../lab/quality';
import type { TensorFacts } from '../lab/tensor-facts';
import type { AdapterDescription, Environment, Result, Verified, Warning } from '../report/schema';

export type * from './lab/lab-protocol';
export type { Outcome } from '../foundation/outcome';
export type { PlannedStep, RunEvent } from '../report/run-event';

export const WORKER_PROTOCOL = 'tokamark-worker/11';

export type PowerPreference = 'high-performance' | 'low-power';

export interface EngineDescription {
  readonly protocol: typeof WORKER_PROTOCOL;
  readonly engine: Result['engine'];
  readonly adapter: AdapterDescription;
  readonly environment: Environment;
  /** What a person should know of this adapter before anything runs: software, no f16, coarse clock. */
  readonly warnings: readonly Warning[];
}

export interface RunRequest extends RunSettings {
  readonly powerPreference: PowerPreference;
  /** Weights from a folder instead of synthetic ones. */
  readonly model: ModelFiles | null;
  /** Fable, to write one text in each format after the measurement; null for none. */
  readonly story: ModelFiles | null;
  /** What fidelity is measured with. Null where it could not be had: then the run goes without, and says so. */
  readonly fidelityFiles: FidelityFiles | null;
  /** The receipt that this run replays, to be refused where it cannot; null for none. */
  readonly receipt: Receipt | null;
  /** Whether power is read meanwhile, where the engine's place has an instrument; left out, it is not. */
  readonly meterPower?: boolean;
  /** A text that prompts are read from, by a model of a folder; left out, they are the same for any vocabulary, and no text. */
  readonly passage?: string;
  /** Makes the prompts where there is no such text (uint32); left out, they are the same for everybody. */
  readonly promptSeed?: number;
  /** Other engines that take their turns beside ours, where the engine's place has them; left out, none. */
  readonly against?: readonly PeerId[];
  /** A server that a person runs, which takes its turns beside ours too; left out, none. */
  readonly server?: ServerAsked;
}

export interface GenerateRequest {
  readonly powerPreference: PowerPreference;
  readonly model: ModelFiles;
  readonly format: ModelFormat;
  /** A text, or tokens of the model, which stand as they are: nothing goes before them. */
  readonly prompt: string | readonly number[];
  readonly tokens: number;
  /** 0 takes the most likely token. */
  readonly temperature: number;
  readonly seed: number;
  readonly ignoreEndOfText: boolean;
  /** Whether what the tokenizer's post-processor puts before a text (BOS) goes before the prompt. */
  readonly bos: boolean;
}

/** A token that the tokenizer's post-processor puts around a text. */
export interface SurroundingToken {
  readonly id: number;
  readonly token: string;
}

export interface GenerateResult {
  /** Of the prompt, those that were put before it included. */
  readonly promptTokens: readonly number[];
  /** What was put before it; empty where the tokenizer puts nothing, or was not to. */
  readonly prefix: readonly SurroundingToken[];
  /** What the tokenizer would put around it and was left out: before it where it was not to, after it (EOS) always. */
  readonly leftOut: readonly SurroundingToken[];
  /** What else a person should know of how the prompt was read, as sentences. */
  readonly notes: readonly string[];
  /** Generated ids, without the prompt. */
  readonly tokens: readonly number[];
  /** The decoding of `tokens`. */
  readonly text: string;
  readonly stopped: 'length' | 'end-of-text' | 'cancelled';
  readonly tokensPerSecond: number | null;
}

export type GenerateEvent = { readonly type: 'text'; readonly piece: string };

/** Forced decode: the model is given `tokens` whatever it would have chosen, and says what it thought at each place. */
export interface ScoreRequest {
  readonly powerPreference: PowerPreference;
  readonly model: ModelFiles;
  readonly format: ModelFormat;
  readonly tokens: readonly number[];
  readonly path: ScorePath;
}

export interface ScoreResult {
  readonly vocabSize: number;
  /** First position (index into `tokens`) that `logits` has a row for. */
  readonly firstPosition: number;
  /** (positions, vocabSize) row-major: row i follows tokens[0..firstPosition + i]. */
  readonly logits: Float32Array;
}

/** A program as a person reads it: a name for a file, and WGSL with a comment at its head. */
export interface ProgramFile {
  readonly name: string;
  readonly text: string;
}

/** What it gives for `timing` is waited for, though not for long, before anything is timed. */
export type OnRunEvent = (event: RunEvent) => unknown;

/** Everything an engine can do. Calls that use the GPU run one at a time, in the order they came. */
export interface Engine {
  describe(powerPreference: PowerPreference): Promise<Outcome<EngineDescription>>;
  /** Resolves with whatever was measured: a cancelled or failed run is a Result with that status, not a lost one. */
  run(request: RunRequest, onEvent: OnRunEvent): Promise<Outcome<Result>>;
  generate(request: GenerateRequest, onEvent: (event: GenerateEvent) => void): Promise<Outcome<GenerateResult>>;
  score(request: ScoreRequest): Promise<Outcome<ScoreResult>>;
  /** Checks every kernel at its own test shapes on this device; a failure is in the list, not an error. */
  checkKernels(
    powerPreference: PowerPreference,
    onEvent: (event: { readonly type: 'progress'; readonly fraction: number; readonly detail: string }) => void,
  ): Promise<Outcome<readonly (Verified & { readonly passed: boolean })[]>>;
  /** What this device has compiled since it was opened, and what the headline shape runs on it by default, each program once. */
  programs(powerPreference: PowerPreference): Promise<Outcome<readonly ProgramFile[]>>;
  /** Takes memory in small steps until the device refuses or `most` is reached, and frees it: only where a person asks for it. */
  allocate(powerPreference: PowerPreference, most: Bytes): Promise<Outcome<Allocated>>;
  /** Speeds are as true as those of a run's stories; the candidates are read afterwards. */
  labTexts(request: LabTextsRequest, onEvent: (event: LabTextsEvent) => void): Promise<Outcome<LabTexts>>;
  /** Makes ready what `labTexts` would wait for: nothing where another tab uses the GPU. A failure is for the texts to tell. */
  labReady(request: LabReadyRequest): Promise<Outcome<void>>;
  /** Kept by weights, choice and windows: what was measured once comes at once. */
  labQuality(request: LabQualityRequest, onEvent: (event: LabProgress) => void): Promise<Outcome<Quality>>;
  /** The part that costs most first, by its KL to FP16. */
  labLayers(
    request: LabLayersRequest,
    onEvent: (event: LabLayersEvent) => void,
  ): Promise<Outcome<readonly PartQuality[]>>;
  /** In the order of the model: embedding, then layer by layer. Does not wait for the GPU. */
  labTensors(request: LabTensorsRequest): Promise<Outcome<readonly TensorFacts[]>>;
  /** Ends whatever runs now, as soon as the work already submitted is done. */
  cancel(): Promise<void>;
  /** What whoever stands outside sees: a hidden tab, a busy processor. The engine keeps when, and voids what it must. */
  notice(notice: GuardNotice): Promise<void>;
}

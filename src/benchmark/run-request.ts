/** What a run is asked for, and what it tells while it runs. */
import type { Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/recipe';
import type { Contestant } from './contestant';
import type { ModelFolder, ModelWeightFiles } from '../model/files/folder';
import type { TuningMemory } from '../tuning/memory';
import type { TuningOutcome } from '../tuning/outcome';
import type { Bench, BenchEvents } from './bench';
import type { TimestampCheck } from './guards/timestamps';
import type { Fidelity, FidelityInput } from './fidelity/fidelity';
import type { Measurement } from './measurement';
import type { Passage } from './passage/passage';
import type { Plan } from './plan';
import type { Prompts } from './prompts';
import type { PlannedTest } from './planned-test';
import type { Roofs } from './roofs/roof';
import type { SettledMemory } from './settled';
import type { Step } from './steps';
import type { SustainedTest } from './suite/suite';
import type { Sustained } from './sustained-samples';
import type { Writing } from './story';
import type { Waterfall } from './waterfall/profile-loaded';
import type { Test } from './workload';
import { isOurs } from './whose';

/** A name of SHAPES, with synthetic weights; or a model from a folder, with its weights file for the digest. */
export type ModelRequest = { readonly shape: string } | { readonly folder: ModelWeightFiles; readonly weights: Blob };

export interface RunRequest {
  readonly model: ModelRequest;
  readonly contestants: readonly Contestant[];
  readonly tests: readonly Test[];
  /** Null: those that are the same for any vocabulary. */
  readonly prompts: Prompts | null;
  /** Where there is no such text: makes the prompts (uint32); left out, they are the same for everybody. */
  readonly promptSeed?: number | undefined;
  /** Formats in which two smaller models are measured too (suite/line.ts). */
  readonly line: readonly ModelFormat[];
  readonly repetitions: number;
  /** Of the order of repetitions, and of the texts. */
  readonly seed: number;
  /** Null: nothing is tuned. */
  readonly tuning: TuningMemory | null;
  /** What the same request came down to here before. */
  readonly settled: SettledMemory;
  readonly extras: Extras;
}

/** The recipes of our own engine, by their names: Fable writes and reads in these. */
export const formatsOf = ({ contestants }: Pick<RunRequest, 'contestants'>): readonly ModelFormat[] =>
  contestants.filter(isOurs).map(({ recipe }) => recipe.id);

/** What is done beside the tests: one that fails costs itself alone. */
export interface Extras {
  /** Whether to measure first what the device can do at most. */
  readonly roofs: boolean;
  /** Whether to see, after it was measured, where a token's time goes. */
  readonly waterfalls: boolean;
  /** A long decode after the rest; null for none. */
  readonly sustained: SustainedTest | null;
  /** Fable, to write in each format at the end. */
  readonly story: ModelFolder | null;
  /** What the formats are compared with FP16 with, and how many windows of its passage; null: they are not. */
  readonly fidelity: { readonly input: FidelityInput; readonly windows: number } | null;
}

export interface WrittenStory {
  readonly format: ModelFormat;
  readonly prompt: string;
  readonly text: string;
  readonly writing: Writing;
  readonly temperature: number;
  readonly seed: number;
}

/** What a run reports of itself, by kind. */
export interface RunReports {
  /** After the first visit of each, and once everything was measured and they were visited again: then they are final. */
  readonly roofs: Roofs;
  readonly timestamps: TimestampCheck;
  readonly measurement: Measurement;
  /** Of the headline's streamed decode, by contestant: when each token was known, in the last pass of each repetition that counts. */
  readonly streamed: { readonly planned: PlannedTest; readonly passes: readonly (readonly Seconds[])[] };
  /** Of the same test: the tokens of the last pass that counts, where the engine says them. */
  readonly written: { readonly planned: PlannedTest; readonly tokens: readonly number[] };
  /** After each contestant that has read it, with those before. */
  readonly passage: Passage;
  /** Of one test of one contestant, once it was measured. */
  readonly waterfall: Waterfall;
  /** After every sample of the long decode. */
  readonly sustained: Sustained;
  readonly text: { readonly format: ModelFormat; readonly piece: string };
  readonly story: WrittenStory;
  /** After every window; `final` once. */
  readonly fidelity: { readonly fidelity: Fidelity; readonly final: boolean };
  /** Why there is less of something than was asked for, or of the weights than is in the file, as a sentence. */
  readonly less: { readonly what: 'fidelity' | 'story' | 'budget' | 'weights'; readonly reason: string };
  /** Of some sites, such as those of one recipe; each site once. */
  readonly tuned: TuningOutcome;
}

/** One listener for each kind of report. */
export type ReportListeners = { readonly [Kind in keyof RunReports]: (report: RunReports[Kind]) => void };

export interface RunEvents extends BenchEvents {
  readonly onPlan: (steps: readonly Step[], plan: Plan | null, headline: boolean) => void;
  readonly onReport: <Kind extends keyof RunReports>(kind: Kind, report: RunReports[Kind]) => void;
}

/** What a run is made on. */
export type RunBench = Bench<RunEvents>;

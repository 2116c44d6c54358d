/** What a run is asked for, and what it tells while it runs. Not the run itself (run.ts). */
import type { TokamarkError } from '../foundation/errors';
import type { Bytes, Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelFolder, ModelWeightFiles } from '../model/files/folder';
import type { TuningMemory } from '../tuning/memory';
import type { TuningOutcome } from '../tuning/outcome';
import type { TimestampCheck } from './guards/timestamps';
import type { Watch } from './guards/watch';
import type { Fidelity, FidelityInput } from './fidelity/fidelity';
import type { Measurement } from './measurement';
import type { Plan } from './plan';
import type { Roofs } from './roofs/roof';
import type { Step } from './steps';
import type { SustainedTest } from './suite/suite';
import type { Sustained } from './sustained-samples';
import type { Writing } from './story';
import type { Verified } from './verify';
import type { Waterfall } from './waterfall/profile-loaded';
import type { Test } from './workload';

export interface RunRequest {
  /** A name of SHAPES; not looked at where `model` is given. */
  readonly shape: string;
  /** A model from a folder, with its weights file for the digest; null for synthetic weights. */
  readonly model: { readonly folder: ModelWeightFiles; readonly weights: Blob } | null;
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
  readonly repetitions: number;
  /** A long decode after the rest; null for none. */
  readonly sustained: SustainedTest | null;
  readonly budget: Seconds | null;
  /** Main memory of this machine, where it is known. */
  readonly memory: Bytes | null;
  /** Fable, to write in each format at the end. */
  readonly story: ModelFolder | null;
  /** What the formats are held against FP16 with, and how many windows of its passage; null: they are not. */
  readonly fidelity: { readonly input: FidelityInput; readonly windows: number } | null;
  readonly seed: number;
  /** Whether to measure first what the device can do at most. */
  readonly roofs: boolean;
  /** Whether to see, after it was measured, where a token's time goes. */
  readonly waterfalls: boolean;
  /** Null: nothing is tuned. */
  readonly tuning: TuningMemory | null;
  /** Waits for what would void a repetition, and says what did. */
  readonly watch: Watch;
}

export interface WrittenStory {
  readonly format: ModelFormat;
  readonly prompt: string;
  readonly text: string;
  readonly writing: Writing;
  readonly temperature: number;
  readonly seed: number;
}

export interface RunEvents {
  readonly onPlan: (steps: readonly Step[], plan: Plan | null, headline: boolean) => void;
  readonly onProgress: (step: string, fraction: number, detail: string) => void;
  readonly onVerified: (verified: Verified) => void;
  /** After the first visit of each, and once everything was measured and they were visited again: then they are final. */
  readonly onRoofs: (roofs: Roofs) => void;
  readonly onTimestamps: (check: TimestampCheck) => void;
  readonly onMeasurement: (measurement: Measurement) => void;
  /** Of one test in one format, once it was measured. */
  readonly onWaterfall: (waterfall: Waterfall) => void;
  /** After every sample of the long decode. */
  readonly onSustained: (sustained: Sustained) => void;
  readonly onText: (format: ModelFormat, piece: string) => void;
  readonly onStory: (story: WrittenStory) => void;
  /** After every window; `final` once. */
  readonly onFidelity: (fidelity: Fidelity, final: boolean) => void;
  /** Why there is less of something than was asked for, or of the weights than is in the file, as a sentence. */
  readonly onLess: (what: 'fidelity' | 'story' | 'budget' | 'weights', reason: string) => void;
  /** Of some sites, such as those of one format; each site once. */
  readonly onTuned: (outcome: TuningOutcome) => void;
  /** Something failed that the run survives. */
  readonly onProblem: (error: TokamarkError) => void;
}

/** What the command line asked for, as checked data: one shape for each command. Not how it is read (command-line.ts). */
import type { SustainedTest } from '../benchmark/suite/suite';
import type { Test } from '../benchmark/workload';
import type { Work } from '../energy/calculate';
import type { CostsChoice, CostsWork } from '../costs';
import type { Clues } from '../hardware/identify/resolve';
import type { EnergySettings } from '../energy/settings';
import type { ModelFormat } from '../kernels/format';
import type { Receipt } from '../report/receipt/receipt';
import type { PowerPreference, RunRequest, TuningMode } from '../worker/protocol';
import type { AdapterChoice } from './adapter-choice';
import type { Asked } from './as-asked';
import type { Destination } from './destination';

interface OnAdapter {
  readonly adapter: AdapterChoice;
  readonly power: PowerPreference;
}

export interface RunOptions extends OnAdapter {
  readonly command: 'run';
  /** Null: the shape of `model`. */
  readonly shape: string | null;
  readonly model: string | null;
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
  readonly repetitions: number;
  readonly sustained: SustainedTest | null;
  readonly waterfalls: boolean;
  readonly budgetSeconds: number | null;
  readonly story: boolean;
  readonly fidelity: RunRequest['fidelity'];
  readonly seed: number;
  readonly tuning: TuningMode;
  readonly roofs: boolean;
  readonly energy: EnergySettings;
  /** A measurement of its power from outside; null: none. */
  readonly powerFile: string | null;
  /** What is replayed; null for a run of its own. */
  readonly receipt: Receipt | null;
  readonly json: Destination | null;
  readonly markdown: Destination | null;
  readonly csv: Destination | null;
  /** What the command line named, of what a time budget may leave out. */
  readonly asked: Asked;
  /** Whether the result is kept among the finished runs of this machine. */
  readonly history: boolean;
}

export interface GenerateOptions extends OnAdapter {
  readonly command: 'generate';
  /** Null: Fable. */
  readonly model: string | null;
  readonly format: ModelFormat;
  readonly prompt: string;
  readonly tokens: number;
  readonly temperature: number;
  readonly seed: number;
  readonly ignoreEndOfText: boolean;
  /** Whether what the tokenizer puts before a text goes before the prompt. */
  readonly bos: boolean;
  readonly json: Destination | null;
}

export interface AdaptersOptions {
  readonly command: 'adapters';
  readonly json: Destination | null;
}

export interface ServeOptions {
  readonly command: 'serve';
  readonly host: string;
  readonly port: number;
}

export interface CheckOptions extends OnAdapter {
  readonly command: 'check';
  /** Where the programs go that it compiles; null: nowhere. */
  readonly dumpWgsl: string | null;
}

export interface CompareOptions {
  /** `compare`: two runs against each other. `spread`: what changes between several of one machine. */
  readonly command: 'compare' | 'spread';
  /** Files, or ids of kept runs. */
  readonly runs: readonly string[];
  readonly json: Destination | null;
}

export interface HistoryOptions {
  readonly command: 'history';
  readonly action: 'list' | 'show' | 'delete';
  /** Of a kept run; `all` for `delete`; null for `list`. */
  readonly id: string | null;
  readonly json: Destination | null;
}

export interface DeviceOptions extends Clues {
  readonly command: 'device';
  readonly json: Destination | null;
}

export interface EnergyOptions {
  readonly command: 'energy';
  /** Null: the model is held against published measurements instead. */
  readonly work: Work | null;
  readonly settings: EnergySettings;
  /** A measurement from outside; null: none. */
  readonly powerFile: string | null;
  readonly json: Destination | null;
}

export interface CostsOptions {
  readonly command: 'costs';
  readonly work: CostsWork;
  readonly settings: EnergySettings;
  readonly powerFile: string | null;
  readonly choice: Omit<CostsChoice, 'text'>;
  /** A file; null: no text. */
  readonly text: string | null;
  /** Files, each a tokenizer.json. */
  readonly tokenizers: readonly string[];
  readonly json: Destination | null;
}

/** The JSON Schema of a result. */
export interface SchemaOptions {
  readonly command: 'schema';
}

/** Help or a version: text for standard output, and nothing to do. */
export interface PrintOptions {
  readonly command: 'print';
  readonly text: string;
}

export type Invocation =
  | RunOptions
  | GenerateOptions
  | AdaptersOptions
  | DeviceOptions
  | EnergyOptions
  | CostsOptions
  | ServeOptions
  | CheckOptions
  | CompareOptions
  | HistoryOptions
  | SchemaOptions
  | PrintOptions;

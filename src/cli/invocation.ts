/** What the command line asked for, as checked data: one shape for each command. Not how it is read (command-line.ts). */
import type { SustainedTest } from '../benchmark/suite/suite';
import type { Test } from '../benchmark/workload';
import type { EnergySettings } from '../energy/settings';
import type { ModelFormat } from '../kernels/format';
import type { PowerPreference, RunRequest, TuningMode } from '../worker/protocol';
import type { AdapterChoice } from './adapter-choice';
import type { DeviceOptions } from './commands/device';
import type { EnergyOptions } from './commands/energy';
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
  readonly json: Destination | null;
  readonly markdown: Destination | null;
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
  | ServeOptions
  | CheckOptions
  | PrintOptions;

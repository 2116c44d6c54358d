/** What the command line asked for, as checked data: one shape for each command. Not how it is read (command-line.ts). */
import type { z } from 'zod';
import type { Work } from '../energy/calculate';
import type { CostsChoice, CostsWork } from '../costs';
import type { EnergySettings } from '../energy/settings';
import type { RunSettings } from '../options/settings';
import type { Receipt } from '../report/receipt/receipt';
import type { PowerPreference } from '../worker/protocol';
import type { AdapterChoice } from './adapter-choice';
import type { Asked } from './as-asked';
import type {
  adaptersCommand,
  checkCommand,
  deviceCommand,
  generateCommand,
  runCommand,
  serveCommand,
} from './command-options';
import type { Destination } from './destination';

interface OnAdapter {
  readonly adapter: AdapterChoice;
  readonly power: PowerPreference;
}

/** A command's own options, as they were read. */
type Read<T extends z.ZodObject> = Readonly<Omit<z.output<T>, keyof OnAdapter>>;

export interface RunOptions extends OnAdapter, Omit<Read<typeof runCommand>, 'profile' | 'receipt'> {
  readonly command: 'run';
  readonly settings: RunSettings;
  readonly energy: EnergySettings;
  /** What is replayed; null for a run of its own. */
  readonly receipt: Receipt | null;
  /** What the command line named, of what a time budget may leave out. */
  readonly asked: Asked;
}

export interface GenerateOptions extends OnAdapter, Read<typeof generateCommand> {
  readonly command: 'generate';
}

export interface AdaptersOptions extends Read<typeof adaptersCommand> {
  readonly command: 'adapters';
}

export interface ServeOptions extends Read<typeof serveCommand> {
  readonly command: 'serve';
}

export interface CheckOptions extends OnAdapter, Read<typeof checkCommand> {
  readonly command: 'check';
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

export interface DeviceOptions extends Omit<Read<typeof deviceCommand>, 'name'> {
  readonly command: 'device';
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

/** The words of the two steps that need the model or a run: speed and limits. Figures come formatted by the language's own rules. */
import type { Blocked } from '../limits/blocked';
import type { Grid } from '../../../lab/choice';
import type { LimitsPart } from '../limits/limits-parts';
import type { TensorRole } from '../../../kernels/recipe';

export interface SpeedWords {
  readonly bytesTitle: string;
  readonly toReadHint: string;
  readonly writtenHint: string;
  readonly megabytes: (amount: string) => string;
  readonly milliseconds: (amount: string) => string;
  readonly noRun: string;
  readonly toBenchmark: string;
  readonly machineTitle: (model: string) => string;
  readonly software: string;
  /** For who cannot see the picture. */
  readonly picture: (model: string) => string;
  readonly bytesAxis: string;
  readonly timeAxis: string;
  /** In milliseconds and GB/s. */
  readonly line: (t0: string, bandwidth: string) => string;
  readonly noLine: string;
  readonly doubtful: string;
  readonly launches: (count: string) => string;
  readonly measured: (machine: string, day: string) => string;
  readonly more: string;
  readonly phasesTitle: string;
  readonly prefill: string;
  readonly decode: string;
  readonly tokensPerSecond: (rate: string) => string;
  readonly energyTitle: string;
  readonly joules: (low: string, high: string) => string;
  /** Before any run. */
  readonly noEnergyYet: string;
  readonly noEnergy: string;
  readonly noEnergySoftware: string;
  readonly toCost: string;
}

export interface LimitsWords {
  readonly parts: string;
  readonly part: Readonly<Record<LimitsPart, string>>;
  readonly cancel: string;
  readonly running: (percent: string) => string;
  readonly loading: string;
  /** Of what takes more than a minute. */
  readonly left: (minutes: string) => string;
  /** After Cancel, until it has ended. */
  readonly stopping: string;
  /** Something else is being worked out: its name, and how much is done. */
  readonly other: (part: string, percent: string) => string;
  /** Why the model cannot be asked, and what to do. */
  readonly blocked: Readonly<Record<Blocked, string>>;
  readonly software: string;
  readonly notAlone: string;
  readonly cancelled: string;
  /** What a person chose beside the formats that ship. */
  readonly own: {
    readonly title: string;
    readonly bitsLabel: string;
    readonly blocksLabel: string;
    readonly bits: (bits: number) => string;
    readonly blocks: (size: number) => string;
    /** Goes on from the blocks; empty of what needs no word. */
    readonly grids: Readonly<Record<Grid, string>>;
    readonly simulated: string;
  };
  readonly texts: {
    readonly prompt: string;
    readonly defaultPrompt: string;
    readonly write: string;
    readonly waiting: string;
    readonly speed: (rate: string) => string;
    readonly same: string;
    readonly base: string;
    readonly differs: (token: string) => string;
    /** A candidate and how likely it was. */
    readonly candidate: (text: string, percent: string) => string;
    readonly hint: string;
    /** While the models are made ready before anybody presses. */
    readonly preparing: string;
  };
  readonly quality: {
    readonly measure: string;
    readonly format: string;
    readonly bits: string;
    readonly bytes: string;
    readonly perplexity: string;
    readonly kl: string;
    readonly top1: string;
    readonly basis: string;
    readonly reference: string;
    readonly measuredHere: (windows: number) => string;
    readonly notMeasured: string;
    readonly hint: (windows: number) => string;
  };
  readonly layers: {
    readonly measure: string;
    readonly by: string;
    readonly byLayer: string;
    readonly byRole: string;
    readonly hint: (windows: number) => string;
    readonly layer: (number: number) => string;
  };
  readonly roles: Readonly<Record<TensorRole, string>>;
  readonly tensors: {
    readonly measure: string;
    readonly hint: (choice: string) => string;
    readonly layer: string;
    readonly histogram: (tensor: string) => string;
    readonly histogramHint: (count: number) => string;
    readonly total: (megabytes: string) => string;
    readonly pick: (tensor: string, error: string) => string;
  };
  readonly published: {
    readonly model: string;
    readonly format: string;
    readonly loss: string;
    readonly source: string;
    readonly read: (day: string) => string;
    readonly fable: string;
    readonly hint: string;
    readonly ownSource: string;
  };
}

/** Of the formats' names. */
export interface NameWords {
  readonly title: string;
  readonly formats: readonly string[];
}

export interface ModelMessages {
  readonly names: NameWords;
  readonly speed: SpeedWords;
  readonly limits: LimitsWords;
}

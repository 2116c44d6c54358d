/** All words of the Learn room, as one language has them. Figures come formatted by the language's own rules. */
import type { Grid } from '../../../lab/choice';
import type { Paper } from '../print/paper-file';
import type { Step } from '../state';
import type { ModelMessages } from './model-messages';

export interface Asked {
  readonly question: string;
  readonly answer: string;
}

export interface StepWords {
  readonly title: string;
  /** What to look at: one sentence. */
  readonly look: string;
  /** To be predicted before it is seen. */
  readonly question: string;
  readonly options: readonly string[];
  readonly answer: string;
  /** What learners ask here. */
  readonly asked: readonly Asked[];
}

export interface Messages extends ModelMessages {
  readonly title: string;
  readonly lead: string;
  readonly steps: Readonly<Record<Step, StepWords>>;
  readonly frame: {
    readonly steps: string;
    readonly back: string;
    readonly next: string;
    readonly predict: string;
    readonly right: string;
    readonly wrong: (right: string) => string;
    readonly answer: string;
    readonly asked: string;
    readonly language: string;
    readonly wall: string;
    readonly noWall: string;
    readonly keys: string;
    /** Opens the chart of a class. */
    readonly group: string;
    readonly noGroup: string;
    /** What is printed for a class. */
    readonly papers: Readonly<Record<Paper, string>>;
    readonly copyLink: string;
    readonly copied: string;
  };
  readonly block: {
    /** For who cannot see the picture. */
    readonly picture: (bits: string, error: string) => string;
    readonly weight: string;
    readonly becomes: string;
    readonly error: string;
    readonly lines: string;
    readonly ordinary: string;
    readonly outlier: string;
    readonly from: (tensor: string, row: number, column: number) => string;
    readonly hold: string;
    readonly held: (place: number) => string;
    /** The weight in the hand and its value, in the picture. */
    readonly inHand: (place: number, value: string) => string;
    readonly times: (times: string) => string;
    readonly letGo: string;
    readonly format: string;
    readonly integers: string;
    readonly bits: string;
    readonly size: string;
    readonly grid: string;
    readonly grids: Readonly<Record<Grid, string>>;
    readonly scale: string;
    readonly zeroPoint: string;
    readonly relativeError: string;
    readonly othersError: string;
    readonly bitsPerWeight: string;
    readonly allOfFable: string;
    readonly megabytes: (amount: string) => string;
    readonly sixteenBits: string;
    readonly sign: string;
    readonly exponent: string;
    readonly fraction: string;
    readonly more: string;
  };
}

/** What the view of sending shows: what is typed, where a run for the board is, and what this browser has kept. Pure. */
import type { CheckAnswer } from '../../../../server/board/src/contract/answers';
import { readSubmission, type Submission } from '../../../../server/board/src/contract/submission';
import { PROFILES } from '../../../benchmark/suite/suite';
import type { ErrorData } from '../../../foundation/errors';
import { settingsOfProfile } from '../../../options/settings';
import { whenOf } from '../../../report/compare/identity';
import { plainName } from '../../../report/outside-text';
import { isBusy, type PageState, type RunOptions } from '../../state/page-state';
import type { KeptRun } from './kept';

export const OFFERED = ['quick', 'standard'] as const;
type Offered = (typeof OFFERED)[number];

export interface SendForm {
  readonly profile: Offered;
  readonly gpu: string;
  readonly power: Submission['declared']['powerSource'];
  readonly name: string;
}

/** Where the run is that was begun here, or what is done with one that is over. */
export type SendPhase =
  | { readonly kind: 'idle' | 'running' | 'proving' }
  | { readonly kind: 'none'; readonly why: 'cancelled' | 'ended' | 'no-proof' }
  | {
      readonly kind: 'ready';
      readonly run: KeptRun;
      /** The person did not wait for an answer. */
      readonly stopped?: true;
    }
  | { readonly kind: 'sending'; readonly run: KeptRun }
  | { readonly kind: 'sent'; readonly run: KeptRun; readonly answer: CheckAnswer };

export interface SendState {
  readonly form: SendForm;
  readonly phase: SendPhase;
  /** What went wrong last, with what to do. */
  readonly error: ErrorData | null;
  /** Why the board may refuse the run or not rank it, as sentences. */
  readonly doubts: readonly string[];
  readonly kept: readonly KeptRun[];
  /** The run that is being deleted. */
  readonly deleting: string | null;
  /** Of the key: what was just done with it. */
  readonly said: string;
}

export const NOTHING_YET: SendState = {
  ...{ form: { profile: 'quick', gpu: '', power: 'unknown', name: '' }, phase: { kind: 'idle' } },
  ...{ error: null, doubts: [], kept: [], deleting: null, said: '' },
};

/** Without a receipt: a run for the board repeats nobody's. */
export const optionsOf = ({ profile }: Pick<SendForm, 'profile'>): RunOptions => ({
  ...settingsOfProfile(PROFILES[profile]),
  receipt: null,
});

export type Obstacle =
  { readonly kind: 'asking' | 'other-run' | 'own-run' } | { readonly kind: 'no-gpu'; readonly error: ErrorData };

/** Something begun here goes on: a repetition must not be disturbed, nor an answer lost. */
export const isAtWork = ({ kind }: SendPhase): boolean =>
  kind === 'running' || kind === 'proving' || kind === 'sending';

/** Why Run for the board cannot be pressed; null where it can. */
export function obstacleOf({ gpu, run }: Pick<PageState, 'gpu' | 'run'>, phase: SendPhase): Obstacle | null {
  if (gpu.kind === 'missing') return { kind: 'no-gpu', error: gpu.error };
  if (isAtWork(phase)) return { kind: 'own-run' };
  if (isBusy(run)) return { kind: 'other-run' };
  return gpu.kind === 'asking' ? { kind: 'asking' } : null;
}

/** Whether it may still be sent. */
export const isInTime = ({ until }: Pick<KeptRun, 'until'>, now: number): boolean => Date.parse(until) > now;

export interface AboutText {
  readonly declared: Submission['declared'];
  /** With its version and system. */
  readonly browser: string;
  /** It did not come to its end. */
  readonly early: boolean;
}

/** What a person should not have to look for in a text that is to be sent; null of one that another version has kept. */
export function aboutText(text: string): AboutText | null {
  try {
    const { declared, result } = readSubmission(text).submission;
    const { name, version, operatingSystem } = result.environment;
    const browser = plainName(`${name} ${version}, ${operatingSystem}`, 200);
    return { declared, browser, early: result['status'] !== 'complete' };
  } catch {
    return null;
  }
}

/** `30 Nov 2026, 14:05`, by this machine's clock and zone. */
export const timeOf = (at: string): string => whenOf({ startedAt: at });

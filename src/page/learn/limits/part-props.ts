/** What step six and each of its parts are drawn from. */
import type { Choice } from '../../../lab/choice';
import type { Messages } from '../catalogue/messages';
import type { Dispatch } from '../learn-acts';
import type { LearnState } from '../state';
import type { Blocked } from './blocked';
import type { Job, LimitsEvent, LimitsState } from './limits-state';

export interface LimitsProps {
  readonly state: LearnState;
  readonly limits: LimitsState;
  readonly words: Messages;
  /** Of the room, in pixels. */
  readonly width: number;
  /** Why nothing can be started now; null where something can. */
  readonly blocked: Blocked | null;
  /** Whether a processor imitates the GPU. */
  readonly software: boolean;
  readonly dispatch: Dispatch;
  readonly tell: (event: LimitsEvent) => void;
  readonly ask: (job: Job) => void;
  readonly cancel: () => void;
}

/** What each part is drawn from. */
export interface PartProps extends LimitsProps {
  readonly write: (value: number, digits?: number) => string;
  readonly share: (value: number, digits?: number) => string;
  /** What the model is asked beside the formats that ship, */
  readonly own: Choice;
  /** and the same in words. */
  readonly chosen: string;
}

/** What the lab has been asked about the whole model and what came back, as data: one pure function. Not in the address; a press asks again. */
import type { ErrorData } from '../../../foundation/errors';
import { seconds, type Seconds } from '../../../foundation/units';
import { modelChoiceText, type ModelChoice } from '../../../lab/model-choice';
import { worstFirst, type Quality } from '../../../lab/quality';
import type { TensorFacts } from '../../../lab/tensor-facts';
import type { ChoiceText } from '../../../lab/text';
import type { LabTexts, PartQuality } from '../../../worker/protocol';

export type Job = 'texts' | 'quality' | 'layers' | 'tensors';
export type LayersBy = 'layer' | 'role';

interface Running {
  readonly kind: Job;
  /** 0..1 */
  readonly fraction: number;
  /** By what is done; null while that says little. */
  readonly left: Seconds | null;
  /** It was cancelled, and has not ended yet. */
  readonly stopping: boolean;
}

export interface LimitsState {
  readonly prompt: string | null;
  readonly by: LayersBy;
  /** What runs now: one thing at a time. */
  readonly job: Running | null;
  /** By which choices the texts were asked for last, in the order in which they are written. */
  readonly writers: readonly ModelChoice[];
  /** What is being written, by modelChoiceText(); what is written now is the last one. */
  readonly streamed: Readonly<Partial<Record<string, string>>>;
  readonly texts: readonly ChoiceText[];
  readonly failures: LabTexts['failures'];
  readonly alone: boolean;
  /** Whether the models are being made ready before anybody asks. */
  readonly preparing: boolean;
  /** By modelChoiceText(). */
  readonly quality: Readonly<Record<string, Quality>>;
  /** The last ranking that was asked for, and at which choice; grows while it is measured. */
  readonly layers: { readonly choice: string; readonly parts: readonly PartQuality[] } | null;
  readonly tensors: { readonly choice: string; readonly facts: readonly TensorFacts[] } | null;
  /** Name of the matrix whose weights are shown. */
  readonly picked: string | null;
  readonly problem: ErrorData | null;
}

export const NO_LIMITS: LimitsState = {
  ...{
    prompt: null,
    by: 'layer',
    job: null,
    writers: [],
    streamed: {},
    texts: [],
    failures: [],
    alone: true,
    preparing: false,
  },
  ...{ quality: {}, layers: null, tensors: null, picked: null, problem: null },
};

export type LimitsEvent =
  | { readonly type: 'preparing'; readonly preparing: boolean }
  | { readonly type: 'prompt'; readonly prompt: string }
  | { readonly type: 'by'; readonly by: LayersBy }
  | { readonly type: 'pick'; readonly tensor: string }
  | { readonly type: 'begin'; readonly job: Exclude<Job, 'layers' | 'texts'> }
  | { readonly type: 'begin'; readonly job: 'texts'; readonly writers: readonly ModelChoice[] }
  | { readonly type: 'begin'; readonly job: 'layers'; readonly choice: string }
  /** `elapsed` since it began. */
  | { readonly type: 'progress'; readonly fraction: number; readonly elapsed: Seconds }
  | { readonly type: 'stop' }
  | { readonly type: 'piece'; readonly choice: ModelChoice; readonly text: string }
  | { readonly type: 'text'; readonly text: ChoiceText }
  | { readonly type: 'texts'; readonly texts: LabTexts }
  | { readonly type: 'quality'; readonly quality: Quality }
  | { readonly type: 'part'; readonly part: PartQuality }
  | { readonly type: 'tensors'; readonly choice: string; readonly facts: readonly TensorFacts[] }
  /** With the error where it failed; what had come stays. */
  | { readonly type: 'end'; readonly problem: ErrorData | null };

/** Letters of a prompt: a paragraph. */
export const LONGEST_PROMPT = 400;

export function reduceLimits(state: LimitsState, event: LimitsEvent): LimitsState {
  switch (event.type) {
    case 'preparing':
      return { ...state, preparing: event.preparing };
    case 'prompt':
      return { ...state, prompt: event.prompt.slice(0, LONGEST_PROMPT) };
    case 'by':
      return { ...state, by: event.by };
    case 'pick':
      return { ...state, picked: event.tensor };
    case 'begin':
      return {
        ...state,
        ...begun(event),
        job: { kind: event.job, fraction: 0, left: null, stopping: false },
        problem: null,
      };
    case 'progress':
      return state.job === null
        ? state
        : { ...state, job: { ...state.job, fraction: event.fraction, left: timeLeft(event) } };
    case 'stop':
      return state.job === null ? state : { ...state, job: { ...state.job, stopping: true } };
    case 'piece': {
      const name = modelChoiceText(event.choice);
      return { ...state, streamed: { ...state.streamed, [name]: (state.streamed[name] ?? '') + event.text } };
    }
    case 'text':
      return { ...state, texts: [...state.texts, event.text] };
    case 'texts': {
      const { texts, failures, alone } = event.texts;
      return { ...state, texts, failures, alone };
    }
    case 'quality':
      return { ...state, quality: { ...state.quality, [event.quality.choice]: event.quality } };
    case 'part':
      return state.layers === null
        ? state
        : { ...state, layers: { ...state.layers, parts: worstFirst([...state.layers.parts, event.part]) } };
    case 'tensors':
      return {
        ...state,
        tensors: { choice: event.choice, facts: event.facts },
        picked: state.picked ?? event.facts.find(({ layer }) => layer !== null)?.name ?? null,
      };
    case 'end':
      return { ...state, job: null, problem: event.problem };
  }
}

function begun(event: Extract<LimitsEvent, { type: 'begin' }>): Partial<LimitsState> {
  if (event.job === 'texts') return { writers: event.writers, streamed: {}, texts: [], failures: [], alone: true };
  if (event.job === 'layers') return { layers: { choice: event.choice, parts: [] } };
  return {};
}

/** Of less nobody can say how long all takes: the first seconds go to what is compiled once. */
const TOLD_FROM = { fraction: 0.03, elapsed: 5 };

function timeLeft({ fraction, elapsed }: { readonly fraction: number; readonly elapsed: Seconds }): Seconds | null {
  if (fraction < TOLD_FROM.fraction || elapsed < TOLD_FROM.elapsed) return null;
  return seconds((elapsed * (1 - fraction)) / fraction);
}

/** Of whose speeds a code can be made: while some are still being written it would be of half of the formats. */
export const writtenOut = ({ job, texts }: LimitsState): readonly ChoiceText[] => (job?.kind === 'texts' ? [] : texts);

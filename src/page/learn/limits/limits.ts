/** Asks the engine what step six shows, one thing at a time and only where a person presses, and keeps the answers. */
import { CANCELLED } from '../../../foundation/cancel';
import type { ErrorData } from '../../../foundation/errors';
import { seconds } from '../../../foundation/units';
import { MODEL_FORMATS } from '../../../kernels/recipe';
import { choiceText, type Choice } from '../../../lab/choice';
import { modelChoiceText, wholeModel, type ModelChoice } from '../../../lab/model-choice';
import type { LabCalls } from '../../lab-calls';
import type { Outcome } from '../../../worker/protocol';
import { NO_LIMITS, reduceLimits, type Job, type LimitsEvent, type LimitsState } from './limits-state';

/** Of each text. */
const TOKENS = 60;
/** As many as a figure needs (FEWEST_WINDOWS). */
const QUALITY_WINDOWS = 8;
/** Fewer are enough to rank what differs by factors. */
export const LAYER_WINDOWS = 2;

export interface Limits {
  readonly state: () => LimitsState;
  readonly tell: (event: LimitsEvent) => void;
  readonly ask: (job: Job, choice: Choice, prompt: string) => void;
  readonly cancel: () => void;
}

/**
 * @param onChange what it says may wait until `later`: each token of a text, of which a software adapter would write fewer while they are drawn
 * @param giveWay resolves once nothing else uses the engine: what is made ready before it is asked for
 */
export function createLimits(
  calls: LabCalls,
  onChange: (when: 'now' | 'later') => void,
  now: () => number = () => performance.now(),
  giveWay: () => Promise<void> = () => Promise.resolve(),
): Limits {
  let state = NO_LIMITS;
  /** When what runs was asked for, as `now` has it. */
  let began = 0;
  const tell = (event: LimitsEvent): void => {
    state = reduceLimits(state, event);
    onChange(event.type === 'piece' || event.type === 'progress' ? 'later' : 'now');
  };

  const progress = (fraction: number): void =>
    tell({ type: 'progress', fraction, elapsed: seconds((now() - began) / 1000) });

  const texts = async (prompt: string, choices: readonly ModelChoice[]): Promise<ErrorData | null> => {
    let begun = 0;
    const outcome = await calls.texts({ prompt, tokens: TOKENS, choices }, (event) => {
      if (event.type === 'begin') progress(begun++ / choices.length);
      else if (event.type === 'token') tell({ type: 'piece', choice: event.choice, text: event.text });
      else tell({ type: 'text', text: event.text });
    });
    if (outcome.ok) tell({ type: 'texts', texts: outcome.value });
    return errorOf(outcome);
  };

  const quality = async (choices: readonly ModelChoice[]): Promise<ErrorData | null> => {
    for (const [i, choice] of choices.entries()) {
      if (state.job?.stopping === true) return CANCELLED;
      const outcome = await calls.quality({ choice, windows: QUALITY_WINDOWS }, ({ fraction }) =>
        progress((i + fraction) / choices.length),
      );
      if (!outcome.ok) return outcome.error;
      tell({ type: 'quality', quality: outcome.value });
    }
    return null;
  };

  const layers = async (choice: Choice): Promise<ErrorData | null> => {
    const request = { choice, by: state.by, windows: LAYER_WINDOWS };
    return errorOf(
      await calls.layers(request, (event) => {
        if (event.type === 'progress') progress(event.fraction);
        else tell({ type: 'part', part: { part: event.part, quality: event.quality } });
      }),
    );
  };

  const tensors = async (choice: Choice): Promise<ErrorData | null> => {
    const outcome = await calls.tensors(wholeModel(choice));
    if (outcome.ok) tell({ type: 'tensors', choice: choiceText(choice), facts: outcome.value });
    return errorOf(outcome);
  };

  const ask = (job: Job, choice: Choice, prompt: string): void => {
    if (state.job !== null) return;
    began = now();
    tell(beginningOf(job, choice));
    const asked = {
      texts: () => texts(prompt, choicesWith(choice)),
      quality: () => quality(choicesWith(choice)),
      layers: () => layers(choice),
      tensors: () => tensors(choice),
    }[job];
    const inTurn = (): ErrorData | Promise<ErrorData | null> => (state.job?.stopping === true ? CANCELLED : asked());
    void giveWay()
      .then(inTurn)
      .then((problem) => tell({ type: 'end', problem }));
  };

  const cancel = (): void => {
    if (state.job === null || state.job.stopping) return;
    tell({ type: 'stop' });
    calls.cancel();
  };

  return { state: () => state, tell, ask, cancel };
}

function beginningOf(job: Job, choice: Choice): LimitsEvent {
  if (job === 'layers') return { type: 'begin', job, choice: choiceText(choice) };
  return job === 'texts' ? { type: 'begin', job, writers: choicesWith(choice) } : { type: 'begin', job };
}

/** FP16, with which all are compared; what the person chose, which they wait for; and the other formats of the product. */
export function choicesWith(choice: Choice): readonly ModelChoice[] {
  const own = wholeModel(choice);
  const shipped = MODEL_FORMATS.map((format): ModelChoice => ({ kind: 'shipped', format }));
  const others = shipped.filter((one) => modelChoiceText(one) !== modelChoiceText(own));
  return [...others.slice(0, 1), own, ...others.slice(1)];
}

const errorOf = (outcome: Outcome<unknown>): ErrorData | null => (outcome.ok ? null : outcome.error);

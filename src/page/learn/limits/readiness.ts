/**
 * Makes the models of the texts ready while a person reads: after a moment of rest, and never against them. Whatever they press ends it at
 * once, and it goes on after the next rest from where it was.
 */
import { modelChoiceText, type ModelChoice } from '../../../lab/model-choice';

export interface Readiness {
  /** What is to be ready; null where nothing may be made ready now. */
  readonly want: (choices: readonly ModelChoice[] | null) => void;
  /** A person does something. Resolves once nothing of it goes on. */
  readonly giveWay: () => Promise<void>;
  /** What was made ready may be gone. */
  readonly forget: () => void;
}

type Make = (choices: readonly ModelChoice[], signal: AbortSignal) => Promise<boolean>;

/** Longer than a double click, shorter than the first sentence of a step. */
const REST_MILLISECONDS = 1000;

export function createReadiness(make: Make, onChange: (working: boolean) => void): Readiness {
  let wanted: readonly ModelChoice[] | null = null;
  let ready = '';
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let work: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;

  const begin = (): void => {
    if (wanted === null || work !== null || nameOf(wanted) === ready) return;
    const choices = wanted;
    const stop = new AbortController();
    const ended = make(choices, stop.signal).then((done) => {
      work = null;
      // What failed will fail again: who presses is told why.
      if (done || !stop.signal.aborted) ready = nameOf(choices);
      onChange(false);
    });
    work = { stop, ended };
    onChange(true);
  };
  const restLater = (): void => {
    clearTimeout(waiting);
    if (wanted !== null && nameOf(wanted) !== ready) waiting = setTimeout(begin, REST_MILLISECONDS);
  };
  const giveWay = async (): Promise<void> => {
    work?.stop.abort();
    restLater();
    await work?.ended;
  };
  return {
    want: (choices) => {
      if (same(wanted, choices)) return;
      wanted = choices;
      void giveWay();
    },
    giveWay,
    forget: () => {
      ready = '';
    },
  };
}

const nameOf = (choices: readonly ModelChoice[]): string => choices.map(modelChoiceText).join(' ');

const same = (one: readonly ModelChoice[] | null, other: readonly ModelChoice[] | null): boolean =>
  (one === null ? null : nameOf(one)) === (other === null ? null : nameOf(other));

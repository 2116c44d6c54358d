/** The keys of the lab: 1 to 6 and the arrows change the step, F shows it large. Not where a person types; a slider keeps the arrows. */
import { STEPS, type LearnEvent, type LearnState } from './state';

interface Key {
  readonly key: string;
  /** Whether Alt, Ctrl or Meta is held: then the key is the browser's. */
  readonly modified: boolean;
  /** Whether the element with the focus uses the key itself. */
  readonly taken: boolean;
}

export function eventOfKey({ key, modified, taken }: Key, state: LearnState): LearnEvent | null {
  if (modified || taken) return null;
  const at = STEPS.indexOf(state.step);
  const move = key === 'ArrowRight' || key === 'PageDown' ? 1 : key === 'ArrowLeft' || key === 'PageUp' ? -1 : 0;
  const step = move === 0 ? STEPS.find((_, i) => String(i + 1) === key) : STEPS[at + move];
  if (step !== undefined) return { type: 'step', step };
  if (key === 'f' || key === 'F') return { type: 'projected', projected: !state.projected };
  if (key === 'Escape' && state.projected) return { type: 'projected', projected: false };
  return null;
}

/** A field takes its keys; so does a summary or a button, though not these. */
export const takesKeys = (target: EventTarget | null, key: string): boolean =>
  target instanceof HTMLInputElement && target.type === 'range'
    ? key.startsWith('Arrow')
    : target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);

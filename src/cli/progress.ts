/** What runs now, what is left and how long it may take, from the events of a run. */
import type { PlannedStep } from '../worker/protocol';

export interface ProgressState {
  readonly steps: readonly PlannedStep[];
  /** Index into `steps`; -1 before the first. */
  readonly current: number;
  /** 0..1 of the whole run. */
  readonly fraction: number;
  readonly detail: string;
}

export const NOT_STARTED: ProgressState = { steps: [], current: -1, fraction: 0, detail: '' };

export function planned(steps: readonly PlannedStep[]): ProgressState {
  return { ...NOT_STARTED, steps };
}

/** Never goes back: a step that is reported late or twice does not take the bar to the left. */
export function advanced(state: ProgressState, step: string, fraction: number, detail: string): ProgressState {
  const current = state.steps.findIndex(({ id }) => id === step);
  if (current < 0) return { ...state, detail };
  const before = state.steps.slice(0, current).reduce((sum, { weight }) => sum + weight, 0);
  const total = state.steps.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const own = (state.steps[current]?.weight ?? 0) * Math.min(1, Math.max(0, fraction));
  return { ...state, current, detail, fraction: Math.max(state.fraction, Math.min(1, (before + own) / total)) };
}

export function nowText({ steps, current, detail }: ProgressState): string {
  const title = steps[current]?.title ?? 'starting';
  return detail === '' ? title : `${title}: ${detail}`;
}

/** Titles of the steps that come after the current one, the first two by name. */
export function leftText({ steps, current }: ProgressState): string {
  const left = steps.slice(current + 1).map(({ title }) => title);
  const named = left.slice(0, 2).join(', ');
  if (left.length === 0) return 'nothing else is left';
  return left.length > 2 ? `then ${named} and ${left.length - 2} more` : `then ${named}`;
}

/** Too early to tell before a twentieth is done. */
export function remainingSeconds(fraction: number, elapsedSeconds: number): number | null {
  return fraction < 0.05 ? null : (elapsedSeconds * (1 - fraction)) / fraction;
}

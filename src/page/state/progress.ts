/** How far a run is and how long it may still take. */
import type { RunState, StepState } from './page-state';

/** Share of the planned work that is done, 0..1. */
export function fractionDone(steps: readonly StepState[]): number {
  const total = steps.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return 0;
  return steps.reduce((sum, { weight, fraction }) => sum + weight * fraction, 0) / total;
}

/** Below this share the elapsed time says too little of the rest. */
const ENOUGH_TO_ESTIMATE = 0.04;

/** Seconds that are left if the rest goes as the work so far did; null where too little is known. */
export function remainingSeconds({ progress, time }: Pick<RunState, 'progress' | 'time'>): number | null {
  const { elapsedSeconds } = time;
  const fraction = fractionDone(progress.steps);
  if (fraction < ENOUGH_TO_ESTIMATE || elapsedSeconds < 1) return null;
  return (elapsedSeconds * (1 - fraction)) / fraction;
}

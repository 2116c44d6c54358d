/** What a run's phase means for buttons; without anything that a page which has not run yet would have to load. */

export type RunPhase = 'idle' | 'waiting' | 'running' | 'cancelled' | 'complete' | 'failed';

interface HasPhase {
  readonly phase: RunPhase;
}

/** True from the moment Run is pressed until the run ends or is cancelled. */
export const isBusy = ({ phase }: HasPhase): boolean => phase === 'waiting' || phase === 'running';

/** True once a run is over, however it ended. */
export const hasEnded = ({ phase }: HasPhase): boolean =>
  phase === 'complete' || phase === 'failed' || phase === 'cancelled';

/** Moves the clock of the texts while they are typed. Browser only: it asks for frames, and for none while nothing moves. */
import type { Seconds } from '../../foundation/units';
import { elapsedAt, pausedAt, playFrom, STOPPED, type Clock } from './clock';

export interface Playback {
  readonly elapsed: () => Seconds;
  readonly playing: () => boolean;
  readonly play: () => void;
  readonly pause: () => void;
  readonly rewind: () => void;
}

/**
 * @param draw asked at each frame, and whenever it starts or stops
 * @param ends when there is nothing left to type
 */
export function createPlayback(draw: () => void, ends: () => Seconds): Playback {
  let clock: Clock = STOPPED;
  const now = (): number => performance.now();
  const elapsed = (): Seconds => elapsedAt(clock, now());
  const pause = (): void => {
    if (clock.since === null) return;
    clock = pausedAt(clock, now());
    draw();
  };
  const frame = (): void => {
    if (clock.since === null) return;
    if (elapsed() >= ends()) return pause();
    draw();
    requestAnimationFrame(frame);
  };
  return {
    elapsed,
    pause,
    playing: () => clock.since !== null,
    play: () => {
      if (clock.since !== null) return;
      if (elapsed() >= ends()) clock = STOPPED;
      clock = playFrom(clock, now());
      frame();
    },
    rewind: () => {
      clock = clock.since === null ? STOPPED : playFrom(STOPPED, now());
      draw();
    },
  };
}

/** Somebody who asked for less motion begins it themselves. */
export const startsByItself = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;

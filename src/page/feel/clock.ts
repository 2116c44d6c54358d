/** How long a text has been typed, with pauses. Pure: whoever asks brings the time. */
import { seconds, type Seconds } from '../../foundation/units';

export interface Clock {
  /** Before the latest start. */
  readonly before: Seconds;
  /** Milliseconds, of the latest start; null while paused. */
  readonly since: number | null;
}

export const STOPPED: Clock = { before: seconds(0), since: null };

export const elapsedAt = ({ before, since }: Clock, now: number): Seconds =>
  seconds(before + (since === null ? 0 : Math.max(0, now - since) / 1000));

export const playFrom = ({ before, since }: Clock, now: number): Clock => ({ before, since: since ?? now });

export const pausedAt = (clock: Clock, now: number): Clock => ({ before: elapsedAt(clock, now), since: null });

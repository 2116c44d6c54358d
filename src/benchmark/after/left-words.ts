/** How much of the time budget was left when the turn of something came, in words. */
import type { Seconds } from '../../foundation/units';

export const aboutSeconds = (time: Seconds): string => `${Math.max(1, Math.round(time))} s`;

export const leftText = (left: Seconds): string =>
  left > 0
    ? `${aboutSeconds(left)} of the time budget were left when its turn came`
    : 'the time budget was spent when its turn came';

/** How the tuner's choices are put together. */
import { mergeOutcomes, NOT_TUNED } from '../../tuning/outcome';
import { tuningOf } from '../tuning';
import type { ResultPart } from './part';

export const tuning: ResultPart<'tuning'> = {
  fold: (before, told) => {
    // Where nothing is tuned, nothing of it was on the device.
    if (told.type === 'restarted') return before?.source === 'off' ? before : null;
    return told.type === 'tuned' ? { ...mergeOutcomes(before ?? tuningOf(NOT_TUNED), told.tuning) } : before;
  },
};

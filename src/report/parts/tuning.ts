/** What the tuner chose, of all sites that it was told of. Null until then. */
import { mergeOutcomes, NOT_TUNED } from '../../tuning/outcome';
import { tuningSchema } from '../schema/tuning';
import { tuningOf } from '../tuning';
import type { ResultPart } from './part';

const schema = tuningSchema.nullable();

export const tuning: ResultPart<typeof schema> = {
  schema,
  empty: null,
  fold: (before, told) => {
    // Where nothing is tuned, nothing of it was on the device.
    if (told.type === 'restarted') return before?.source === 'off' ? before : null;
    return told.type === 'tuned' ? tuningOf(mergeOutcomes(before ?? NOT_TUNED, told.tuning)) : before;
  },
};

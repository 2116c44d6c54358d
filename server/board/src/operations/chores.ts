/** What each instance of the board does by itself, and how often. */
import type { Database } from '../database/open';
import type { Chore } from './keeper';
import { sweep, SWEEP_NAMES, type Sweep } from './sweep';
import { tidy } from './tidy';

/** Of what is left of addresses. */
const OF_ADDRESSES: readonly Sweep[] = ['windows', 'salts'];
const OFTEN = 600;
const HOURLY = 3600;

export const sweepChores = (database: Database): readonly Chore[] => [
  { name: 'addresses', everySeconds: OFTEN, work: () => sweep(database, OF_ADDRESSES) },
  {
    name: 'sweep',
    everySeconds: HOURLY,
    work: () =>
      sweep(
        database,
        SWEEP_NAMES.filter((name) => !OF_ADDRESSES.includes(name)),
      ),
  },
  { name: 'tidy', everySeconds: HOURLY, work: () => tidy(database) },
];

/** What each instance of the board does by itself, and how often. */
import type { Database } from '../database/open';
import { checkpoint } from './checkpoint';
import type { Chore } from './keeper';
import { sweep, SWEEP_NAMES, type Sweep } from './sweep';
import { tidy } from './tidy';

/** Of what is left of addresses. */
const OF_ADDRESSES: readonly Sweep[] = ['windows', 'salts'];
/** They look along whole tables for the few rows that are left over, and PGlite answers nobody meanwhile. */
const LONG: readonly Sweep[] = ['challenges', 'devices', 'names'];
const EACH_MINUTE = 60;
const OFTEN = 600;
const HOURLY = 3600;
const DAILY = 86_400;

export const sweepChores = (database: Database): readonly Chore[] => [
  { name: 'addresses', everySeconds: OFTEN, work: () => sweep(database, OF_ADDRESSES) },
  { name: 'sweep', everySeconds: HOURLY, work: () => sweep(database, SWEEP_NAMES.filter(isShort)) },
  { name: 'long sweep', everySeconds: DAILY, afterSeconds: HOURLY, work: () => sweep(database, LONG) },
  { name: 'tidy', everySeconds: HOURLY, work: () => tidy(database) },
  { name: 'checkpoint', everySeconds: EACH_MINUTE, afterSeconds: EACH_MINUTE, work: () => checkpoint(database) },
];

const isShort = (name: Sweep): boolean => !LONG.includes(name) && !OF_ADDRESSES.includes(name);

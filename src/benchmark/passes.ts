/** How many passes over the tokens of a test are one repetition: as many as it takes to be long beside the steps of a clock. */
import { seconds, type Seconds } from '../foundation/units';

/** A repetition of a test lasts at least this long; on a software adapter only the smallest models of a line are faster. */
export const SHORTEST = { gpu: seconds(1), software: seconds(0.2) } as const;

/** A pass that took less was too short for the clock, which may say 0: it must not be repeated a million times. */
const SHORTEST_PASS = 1e-3;

/** @param pass seconds of the last pass before the repetitions, which all have as many passes */
export const passesFor = (shortest: Seconds, pass: number): number =>
  Math.max(1, Math.ceil(shortest / Math.max(pass, SHORTEST_PASS)));

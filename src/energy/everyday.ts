/**
 * What other things take in electricity, as those who measured or sell them say, each with its source: beside an answer of one's
 * own, never ranked with it. They count other boundaries (a whole data centre, a charger, a network), which each row says.
 */
import { z } from 'zod';
import { wattHours } from '../foundation/energy-units';
import { band, type Band } from './band';
import data from './data/everyday.json';

const everydaySchema = z.strictObject({
  id: z.string(),
  /** Goes after “as much as”. */
  what: z.string(),
  wattHours: z.number().positive().transform(wattHours),
  counts: z.string(),
  source: z.string(),
});

/** From the least to the most. */
export const EVERYDAY = z.array(everydaySchema).parse(data);

/** How many answers the energy of such a thing would make. @param answer J */
export function answersIn(
  { wattHours: energy }: Pick<(typeof EVERYDAY)[number], 'wattHours'>,
  answer: Band<number>,
): Band<number> {
  const joules = energy * 3600;
  return band(joules / answer.high, joules / answer.central, joules / answer.low);
}

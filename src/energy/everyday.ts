/**
 * What other things take in electricity, as those who measured or sell them say, each with its source: beside an answer of one's
 * own, never ranked with it. They count other boundaries (a whole data centre, a charger, a network), which each row says.
 */
import { wattHours, type WattHours } from '../foundation/energy-units';
import { band, type Band } from './band';

export interface Everyday {
  readonly id: string;
  /** Goes after “as much as”. */
  readonly what: string;
  readonly wattHours: WattHours;
  readonly counts: string;
  readonly source: string;
}

/** From the least to the most. */
export const EVERYDAY: readonly Everyday[] = [
  {
    id: 'gemini',
    what: 'a Gemini text prompt (median)',
    wattHours: wattHours(0.24),
    counts: 'the whole data centre, as its operator says; another model, many users at once',
    source: 'Google, arXiv 2508.15734, August 2025',
  },
  {
    id: 'search',
    what: 'a web search',
    wattHours: wattHours(0.3),
    counts: 'the data centre, as its operator said in 2009',
    source: 'Google, “Powering a Google search”, official blog, January 2009: 0.0003 kWh',
  },
  {
    id: 'chatgpt',
    what: 'a ChatGPT query (average)',
    wattHours: wattHours(0.34),
    counts: 'not said; its seller’s statement, without a method',
    source: 'S. Altman, “The Gentle Singularity”, June 2025',
  },
  {
    id: 'phone',
    what: 'one charge of a smartphone',
    wattHours: wattHours(12),
    counts: 'at the wall',
    source: 'US EPA, Greenhouse Gas Equivalencies, calculations and references (DOE 2020): 0.012 kWh',
  },
  {
    id: 'video',
    what: 'an hour of streamed video',
    wattHours: wattHours(77),
    counts: 'device, network and data centre, a modelled mean of 2019',
    source: 'G. Kamiya, IEA, “The carbon footprint of streaming video”, December 2020: 0.077 kWh',
  },
];

/** How many answers the energy of such a thing would make. @param answer J */
export function answersIn({ wattHours: energy }: Pick<Everyday, 'wattHours'>, answer: Band<number>): Band<number> {
  const joules = energy * 3600;
  return band(joules / answer.high, joules / answer.central, joules / answer.low);
}

/** What one answer takes: a prompt that is read and an answer that is written, in joules, watt-hours, money and carbon. */
import {
  grams,
  joules,
  type Grams,
  type GramsPerKilowattHour,
  type Joules,
  type Pue,
} from '../foundation/energy-units';
import type { EnergyAnswer } from '../report/schema/energy';
import { band, rising, type Band } from './band';
import { costOf, joulesOf, wattHoursOf } from './figures';
import type { EnergyFigure } from './provenance';
import type { Tariff } from './tariff';

export interface Lengths {
  readonly promptTokens: number;
  readonly answerTokens: number;
}

/** A question of a paragraph, an answer of a page. */
export const TYPICAL: Lengths = { promptTokens: 300, answerTokens: 500 };

/** @param prefill null where it was not measured: then the prompt must be empty */
export function answerOf(
  lengths: Lengths,
  prefill: EnergyFigure | null,
  decode: EnergyFigure,
  { electricity, grid, site }: Tariff,
): EnergyAnswer {
  const side = (at: keyof Band<number>): Joules => {
    const read = prefill === null ? 0 : joulesOf(prefill.joulesPerToken[at], lengths.promptTokens);
    return joules(read + joulesOf(decode.joulesPerToken[at], lengths.answerTokens));
  };
  const energy = band(side('low'), side('central'), side('high'));
  return {
    ...lengths,
    joules: energy,
    wattHours: rising(energy, wattHoursOf),
    cost: electricity === null ? null : rising(energy, (one) => costOf(one, electricity.value.value, site)),
    grams: grid === null ? null : rising(energy, (one) => gramsOf(one, grid.value, site)),
  };
}

const gramsOf = (energy: Joules, grid: GramsPerKilowattHour, site: Pue): Grams =>
  grams((wattHoursOf(energy) / 1000) * grid * site);

/** One thing that a person can picture, by definition of its units: nothing here was measured or needs a source. */
export interface Picture {
  readonly text: string;
  readonly joules: Joules;
  readonly definition: string;
}

export const PICTURES: readonly Picture[] = [
  { text: 'a 10 W lamp for a minute', joules: joules(600), definition: '1 W is 1 J/s' },
  { text: 'lifting 10 kg by a metre', joules: joules(98.0665), definition: 'standard gravity, 9.80665 m/s²' },
  {
    text: 'warming a cup of water (250 g) by a degree',
    joules: joules(1046),
    definition: 'thermochemical calorie, 4.184 J',
  },
];

/** What one answer takes: a prompt that is read and an answer that is written, in joules, watt-hours, money and carbon. */
import {
  grams,
  joules,
  type Grams,
  type GramsPerKilowattHour,
  type Joules,
  type Pue,
} from '../foundation/energy-units';
import type { EnergyAnswer, EnergyFigures } from '../report/schema/energy';
import { bySide, rising } from './band';
import { costOf, joulesOf, wattHoursOf } from './figures';
import { PROVENANCES, type EnergyFigure } from './provenance';
import { originOf } from './rows';
import type { Tariff } from './tariff';

export interface Lengths {
  readonly promptTokens: number;
  /** All that is written, reasoning included. */
  readonly answerTokens: number;
}

/** A question of a paragraph, an answer of a page. */
export const TYPICAL: Lengths = { promptTokens: 300, answerTokens: 500 };

/** `800 tokens, 300 of them reasoning, to a prompt of 300` */
export const lengthsText = ({ promptTokens, answerTokens }: Lengths, reasoning: number): string =>
  `${answerTokens} tokens${reasoning === 0 ? '' : `, ${reasoning} of them reasoning,`} to a prompt of ${promptTokens}`;

/** @param prefill null where it was not measured: then the prompt must be empty */
export function answerOf(
  lengths: Lengths,
  prefill: EnergyFigure | null,
  decode: EnergyFigure,
  { electricity, grid, site }: Tariff,
): EnergyAnswer {
  const energy = bySide((side) => {
    const read = prefill === null ? 0 : joulesOf(prefill.joulesPerToken[side], lengths.promptTokens);
    return joules(read + joulesOf(decode.joulesPerToken[side], lengths.answerTokens));
  });
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

/** A sum is as well known as its least-known part: what stands beside an answer. */
export function answerOrigin(prefill: EnergyFigure | null, decode: EnergyFigure): EnergyFigures['provenance'] {
  if (prefill === null) return originOf(decode);
  const rung = ({ provenance }: EnergyFigure) => PROVENANCES.indexOf(provenance);
  const least = rung(prefill) < rung(decode) ? prefill : decode;
  const outside = [prefill, decode].some(({ measuredRange }) => measuredRange === 'outside');
  const measuredRange = least.provenance === 'estimated' && outside ? 'outside' : least.measuredRange;
  return originOf({ ...least, measuredRange, notes: [...new Set([...decode.notes, ...prefill.notes])] });
}

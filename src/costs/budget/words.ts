/** What a budget buys, in words and as the rows of its picture. */
import { rising } from '../../energy/band';
import { listed } from '../../foundation/listed';
import { MODEL_FORMATS } from '../../kernels/recipe';
import type { BudgetRow } from '../../report/charts/budget';
import { showBand, twoDigits } from '../../report/two-digits';
import { isBought, type Bought, type Limits, type Plan } from './solve';

const BOUND: Readonly<Record<Bought['boundBy'], string>> = {
  hours: 'more hours of use',
  money: 'more money',
  kilowattHours: 'more kilowatt-hours',
};

export const budgetRows = ({ byFormat }: Plan): readonly BudgetRow[] =>
  byFormat.map((one) => {
    const { format, batch, doubt } = one.way;
    if (!isBought(one)) return { format, batch, tokens: null, why: one.why };
    return { format, batch, tokens: one.tokens, why: `${BOUND[one.boundBy]}${doubt === '' ? '' : ', if it fits'}` };
  });

/** `40 USD a month buy 440 to 4,100 million useful tokens`; of a budget without money or kilowatt-hours its hours of use. */
export function budgetTitle({ best }: Plan, { money, kilowattHours, hours }: Limits, currency: string): string {
  const asked = [
    ...(money === null ? [] : [`${twoDigits(money)} ${currency}`]),
    ...(kilowattHours === null ? [] : [`${twoDigits(kilowattHours)} kWh`]),
  ];
  const budget = asked.length === 0 ? `${twoDigits(hours)} hours of use` : asked.join(' and ');
  if (best === null) return `No way to run it keeps these limits for ${budget} a month`;
  return `${budget} a month buy ${spanText(best.tokens)} useful tokens${best.way.doubt === '' ? '' : ', if it fits'}`;
}

/** `440 to 4,100 million` */
function spanText({ low, high }: Bought['tokens']): string {
  const isMany = low >= 1e6;
  const [from, to] = [low, high].map((one) => twoDigits(isMany ? one / 1e6 : one));
  return `${from ?? ''} to ${to ?? ''}${isMany ? ' million' : ''}`;
}

/** Which way to take, what binds it, and which others do as well; empty where none keeps the limits. */
export function budgetSays({ best, tied, byFormat }: Plan): string {
  if (best === null) return '';
  const { way, boundBy } = best;
  const step = showBand(
    rising(way.tokenSeconds, (one) => 1000 * one),
    'ms',
  );
  const others = byFormat.filter(isBought).filter((one) => one !== best && !tied.includes(one));
  return `${firstText(best, tied, others)} Each answer gains a token every ${step}. More would need ${BOUND[boundBy]}.`;
}

/** Which format to take: where several write as much, the one that was chosen among them, and by what. */
function firstText(best: Bought, tied: readonly Bought[], behind: readonly Bought[]): string {
  const [next] = behind.toSorted((a, b) => b.tokens.central - a.tokens.central);
  if (tied.length > 0) {
    const isNearest = tied.every(({ way }) => (best.way.distance ?? Infinity) < (way.distance ?? Infinity));
    const why = isNearest ? 'it is the nearest to the original' : 'by the middles it is among the most';
    const names = [best, ...tied].map(({ way }) => way.format.toUpperCase());
    const all = names.length === MODEL_FORMATS.length ? `all ${names.length} formats` : listed(names);
    return `A tie: ${all} may write as much. ${wayText(best)} is chosen, since ${why}.`;
  }
  if (next === undefined) return `${wayText(best)} is the only way that keeps the limits.`;
  const overlap =
    next.tokens.high < best.tokens.low ? '' : ' Their ranges overlap, since what is not known is the same for both.';
  return `${wayText(best)} is expected to write the most, about ${twoDigits(best.tokens.central / next.tokens.central)} times as much as ${wayText(next)}.${overlap}`;
}

/** `INT4 with 16 sequences at once` */
const wayText = ({ way: { format, batch } }: Bought): string =>
  `${format.toUpperCase()} with ${batch === 1 ? 'one sequence at a time' : `${batch} sequences at once`}`;

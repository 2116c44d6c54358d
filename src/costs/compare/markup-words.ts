/** Rent against own in words, for page and terminal alike: the range first, two significant digits. */
import { middleText, showBand, twoDigits } from '../../report/two-digits';
import { rising } from '../../energy/band';
import { left, right, sheetOf, type Sheet } from '../../report/table';
import type { MarkUp } from './markup';

export const markUpSheet = (rows: readonly MarkUp[]): Sheet =>
  sheetOf<MarkUp>(
    [
      left('machine', ({ name }) => name),
      right('years', ({ years }) => String(years)),
      right('owned, per hour, always in use', ({ ownPerHour, currency }) => showBand(ownPerHour, currency)),
      right('rent per hour', ({ rentPerHour, currency }) => showBand(rentPerHour, currency)),
      right('mark-up', ({ markUp }) =>
        showBand(
          rising(markUp, (part) => 100 * part),
          '%',
        ),
      ),
      right('owning is cheaper from', ({ breakEven }) => breakEvenText(breakEven)),
      left('basis', ({ basis }) => basis),
    ],
    rows,
  );

/** `67 to 80 % use, about 72 %`, `67 to 80 % use, about the lower end`; null at an end: renting is always cheaper there. */
function breakEvenText({ low, central, high }: MarkUp['breakEven']): string {
  if (low === null) return 'never';
  const percent = (used: number) => twoDigits(100 * used);
  const [from, to] = [percent(low), high === null ? 'never' : percent(high)];
  const middle = middleText(from, central === null ? 'never' : percent(central), to);
  const about = middle.startsWith('the ') ? middle : `${middle} %`;
  if (high === null) return `${from} % use at best, up to never, about ${about}`;
  return from === to ? `${from} % use` : `${from} to ${to} % use, about ${about}`;
}

export const RENT_NOTE =
  'Rent is the price per hour, as in the three metrics. “Owning is cheaper from” assumes that rent is paid only for the hours of use. Where every hour is paid, compare the two prices per hour.';

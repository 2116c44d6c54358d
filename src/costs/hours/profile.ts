/** A day's prices of electricity, as a person types or pastes them: 24 numbers, or as many lines, of hours or parts of hours. */
import { HOURS_PER_DAY } from '../../energy/figures';
import { refusal } from '../../energy/limits';
import { twoDigits } from '../../report/two-digits';

/** Negative ones occur. */
const [LEAST, MOST] = [-100, 100];
const LONGEST = 10_000;
/** Of a day's mean, in any currency of this project: above it the unit is another one. Households pay 0.05 to 0.45 in the table. */
const MOST_IN_THE_MEAN = 2;

/** @throws TokamarkError `option` at what is no day of prices */
export function dayPrices(text: string): readonly number[] {
  if (text.length > LONGEST) throw wrong(`The text has ${text.length} characters.`);
  const lines = text.split(/\r?\n/).filter((line) => numbersOf(line).length > 0);
  // A table with a time in front of each price: the last number of a line counts.
  const byLine = isDay(lines.length) ? lines.map((line) => numbersOf(line).at(-1) ?? NaN) : null;
  const all = byLine ?? numbersOf(text);
  if (!isDay(all.length)) {
    throw wrong(all.length === 0 ? 'There is no number in it.' : `There are ${all.length} numbers in it.`);
  }
  const off = all.find((price) => !(price >= LEAST && price <= MOST));
  if (off !== undefined) throw wrong(`${off} is no price of a kilowatt-hour.`);
  const mean = all.reduce((sum, price) => sum + price, 0) / all.length;
  if (Math.abs(mean) > MOST_IN_THE_MEAN) {
    throw wrong(
      `In the mean a kilowatt-hour costs ${twoDigits(Math.abs(mean))}: these look like prices of a megawatt-hour, or cents.`,
      'Divide those of a megawatt-hour by 1000, and cents by 100.',
    );
  }
  const each = all.length / HOURS_PER_DAY;
  return Array.from({ length: HOURS_PER_DAY }, (_, hour) => {
    const parts = all.slice(hour * each, (hour + 1) * each);
    return parts.reduce((sum, price) => sum + price, 0) / each;
  });
}

/** Of hours, half hours or quarters. */
const isDay = (count: number): boolean => [1, 2, 4].some((each) => count === each * HOURS_PER_DAY);

/** A comma between digits is one of decimals, unless the text has points as well; a dash before a digit is a sign only after a gap. */
function numbersOf(text: string): readonly number[] {
  const decimals = text.includes('.') ? /(?<=\d),(?=\d)/g : null;
  const plain = decimals === null ? text.replace(/(\d),(\d)/g, '$1.$2') : text.replace(decimals, ' ');
  return Array.from(plain.matchAll(/(?<![\w.])[-−]?(?:\d+\.?\d*|\.\d+)(?![\w.])/g), ([found]) =>
    Number(found.replace('−', '-')),
  );
}

const wrong = (
  why: string,
  remedy = 'Give 24 prices of a kilowatt-hour, from midnight on, apart by spaces or lines.',
) => refusal('hourly', `This is no day of prices. ${why}`, remedy);

/** What stands beside each other, as words: each pace with how well it is known, and reading last. */
import type { Seconds } from '../../foundation/units';
import { paceOf, READING_RATE, type Basis, type Pace } from '../../report/feel/pace';
import { FEEL_TEXT } from '../../report/feel/text';
import { timeToWrite } from '../../report/feel/typing';
import { showSeconds } from '../../report/quantity';
import { READING_SOURCE } from '../../report/reading-speed';
import { WORDS } from './catalogue/words';

/** A pace as it is shown: `about` is where it is from, as far as this page knows that. */
export interface Shown {
  readonly pace: Pace;
  /** Null of one that came with an address. */
  readonly about: string | null;
}

/** Where nothing else is known. */
export const TO_BEGIN_WITH: Shown = { pace: paceOf(WORDS.toBeginWith, 20, 'chosen'), about: null };

export interface Panel {
  /** Stays its own while others come and go beside it. */
  readonly key: string;
  readonly name: string;
  readonly rate: Pace['rate'];
  /** `63.5`, without its unit. */
  readonly speed: string;
  readonly basis: Basis | 'reading';
  readonly about: string;
  /** How long the whole text takes. */
  readonly lasts: string;
  /** Where it stands among the paces; null of reading, which stays. */
  readonly index: number | null;
}

export function panelsOf(shown: readonly Shown[]): readonly Panel[] {
  return [
    ...shown.map(({ pace: { name, rate, basis }, about }, index) => ({
      ...{ key: keyOf(shown, index), name, rate, basis, index },
      ...wordsOf(rate),
      about: about ?? WORDS.ofLink[basis],
    })),
    {
      ...{ key: 'reading', name: WORDS.reading, rate: READING_RATE, basis: 'reading' as const, index: null },
      ...wordsOf(READING_RATE),
      about: READING_SOURCE,
    },
  ];
}

/** Of a name and how it is known, which may be there twice. Not of the rate: a slider changes that. */
function keyOf(shown: readonly Shown[], index: number): string {
  const names = shown.map(({ pace: { name, basis } }) => `${basis} ${name}`);
  const name = names[index] ?? '';
  return `${name} ${names.slice(0, index).filter((one) => one === name).length}`;
}

const wordsOf = (rate: Pace['rate']) => ({
  speed: speedText(rate),
  lasts: WORDS.lasts(FEEL_TEXT.ends.length, showSeconds(timeToWrite(FEEL_TEXT, rate))),
});

/** Three digits, but all that stand before the point. */
export const speedText = (rate: number): string => (rate >= 100 ? rate.toFixed(0) : rate.toFixed(rate >= 10 ? 1 : 2));

/** When the slowest text is all there. */
export const longest = (shown: readonly Shown[]): Seconds =>
  panelsOf(shown)
    .map(({ rate }) => timeToWrite(FEEL_TEXT, rate))
    .reduce((most, one) => (one > most ? one : most));

/** A slider's places are even in ratios: as far from 10 to 20 as from 100 to 200. */
export const SLIDER = { least: 1, most: 1000, steps: 120 } as const;

export function rateAt(place: number): number {
  const rate = SLIDER.least * (SLIDER.most / SLIDER.least) ** (place / SLIDER.steps);
  return Number(rate.toPrecision(2));
}

export function placeOf(rate: number): number {
  const place = (SLIDER.steps * Math.log(rate / SLIDER.least)) / Math.log(SLIDER.most / SLIDER.least);
  return Math.min(SLIDER.steps, Math.max(0, Math.round(place)));
}

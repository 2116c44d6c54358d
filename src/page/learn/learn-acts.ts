/** What a person can do in the lab, and how its figures are written. */
import type { Language } from '../catalogue/languages';
import type { LearnEvent } from './state';

export type Dispatch = (event: LearnEvent) => void;

/** A figure as the language writes it, to so many significant digits. */
export const figure = (language: Language, value: number, digits = 3): string =>
  withMinus(new Intl.NumberFormat(language, { maximumSignificantDigits: digits, useGrouping: false }).format(value));

/** A hyphen is too short beside figures. */
const withMinus = (text: string): string => text.replace('-', '−');

/** 0..1 as a percentage. */
export const percent = (language: Language, share: number, digits = 2): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumSignificantDigits: digits }).format(share);

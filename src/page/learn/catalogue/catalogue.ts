/** The words of each language. */
import { DE } from './de';
import { EN } from './en';
import type { Language } from '../../catalogue/languages';
import type { Messages } from './messages';

export const CATALOGUE: Readonly<Record<Language, Messages>> = { en: EN, de: DE };

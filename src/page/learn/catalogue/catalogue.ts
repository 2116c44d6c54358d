/** The words of each language. */
import { DE } from './de';
import { EN } from './en';
import type { Language } from '../../catalogue/languages';
import type { Messages } from './messages';

/** In all of them. */
export const PAGE_NAME = 'Tokamark';

export const CATALOGUE: Readonly<Record<Language, Messages>> = { en: EN, de: DE };

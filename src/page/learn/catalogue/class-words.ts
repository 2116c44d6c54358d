/** The words of the class in each language, apart from the catalogue: they come when the class is opened. */
import { CLASS_DE } from './class-de';
import { CLASS_EN } from './class-en';
import type { ClassMessages } from './class-messages';
import type { Language } from '../../catalogue/languages';

export const CLASS_WORDS: Readonly<Record<Language, ClassMessages>> = { en: CLASS_EN, de: CLASS_DE };

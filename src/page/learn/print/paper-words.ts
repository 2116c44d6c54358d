/** The words of a sheet of paper: the room's own, and what is said around them. */
import { CATALOGUE } from '../catalogue/catalogue';
import { LANGUAGES, type Language } from '../../catalogue/languages';
import type { Messages } from '../catalogue/messages';
import { PAPER_DE } from '../catalogue/paper-de';
import { PAPER_EN } from '../catalogue/paper-en';
import type { PaperMessages } from '../catalogue/paper-messages';

export interface PaperWords {
  readonly language: Language;
  readonly room: Messages;
  readonly paper: PaperMessages;
}

const PAPER: Readonly<Record<Language, PaperMessages>> = { en: PAPER_EN, de: PAPER_DE };

export const PAPER_WORDS: readonly PaperWords[] = LANGUAGES.map((language) => ({
  language,
  room: CATALOGUE[language],
  paper: PAPER[language],
}));

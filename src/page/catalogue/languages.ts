/** The languages that there are words in. All of the page is there in English; the room Learn in each (page-language.ts says how a part is told). */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** The first of a person's languages that there is. */
export const languageOf = (wanted: readonly string[]): Language =>
  wanted
    .map((tag) => tag.toLowerCase().split('-')[0])
    .flatMap((tag) => LANGUAGES.find((one) => one === tag) ?? [])
    .at(0) ?? 'en';

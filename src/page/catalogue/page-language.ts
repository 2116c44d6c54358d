/**
 * Which words a part of the page says. Each folder with a view keeps its own in `catalogue/`: en.ts has them, words.ts chooses.
 * Another language is a file beside en.ts of the type of that, and an entry in words.ts; a part that lacks it stays English.
 * The room Learn, whose language a person chooses there, hands its words to its views instead (learn/catalogue).
 */
import { languageOf, type Language } from './languages';

/** The words of one part, in the languages that have them. */
type Catalogue<Words> = { readonly en: Words } & { readonly [One in Language]?: Words };

/** The language of the document: the page is written out before it is loaded, so that its language is the file's. */
const pageLanguage = (): Language =>
  typeof document === 'undefined' ? 'en' : languageOf([document.documentElement.lang]);

export const inPageLanguage = <Words>(catalogue: Catalogue<Words>, language = pageLanguage()): Words =>
  catalogue[language] ?? catalogue.en;

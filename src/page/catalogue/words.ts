import { EN } from './en';
import { inPageLanguage } from './page-language';

export const WORDS = inPageLanguage<typeof EN>({ en: EN });

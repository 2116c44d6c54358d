import { inPageLanguage } from '../../../catalogue/page-language';
import { EN } from './en';

export const WORDS = inPageLanguage<typeof EN>({ en: EN });

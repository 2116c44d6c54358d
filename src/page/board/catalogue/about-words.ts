import { inPageLanguage } from '../../catalogue/page-language';
import { ABOUT_EN } from './about-en';

export const ABOUT_WORDS = inPageLanguage<typeof ABOUT_EN>({ en: ABOUT_EN });

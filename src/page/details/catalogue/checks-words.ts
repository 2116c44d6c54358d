import { inPageLanguage } from '../../catalogue/page-language';
import { CHECKS_EN } from './checks-en';

export const CHECKS_WORDS = inPageLanguage<typeof CHECKS_EN>({ en: CHECKS_EN });

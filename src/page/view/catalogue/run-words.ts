import { inPageLanguage } from '../../catalogue/page-language';
import { RUN_EN } from './run-en';

export const WORDS = inPageLanguage<typeof RUN_EN>({ en: RUN_EN });

import { inPageLanguage } from '../../catalogue/page-language';
import { MODELS_EN } from './models-en';

export const WORDS = inPageLanguage<typeof MODELS_EN>({ en: MODELS_EN });

import { inPageLanguage } from '../../catalogue/page-language';
import { GPU_EN } from './gpu-en';

export const WORDS = inPageLanguage<typeof GPU_EN>({ en: GPU_EN });

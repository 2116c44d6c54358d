import { inPageLanguage } from '../../catalogue/page-language';
import { EN } from './battery-en';

export const BATTERY_WORDS = inPageLanguage<typeof EN>({ en: EN });

import { inPageLanguage } from '../../catalogue/page-language';
import { ROOM_EN } from './room-en';

export const ROOM_WORDS = inPageLanguage<typeof ROOM_EN>({ en: ROOM_EN });
